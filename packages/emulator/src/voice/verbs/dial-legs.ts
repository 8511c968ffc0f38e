import { notExecuted } from './not-executed.ts'

/** Executes `<Dial>` with `<Number>` and `<Sip>`, or with a number as its text. */
export const dialLegs = notExecuted

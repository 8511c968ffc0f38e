import { notExecuted } from './not-executed.ts'

/** Executes `<Dial>` with a `<Queue>`. */
export const dialQueue = notExecuted

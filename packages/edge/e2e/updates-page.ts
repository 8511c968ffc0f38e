import { receiveThree } from './updates-program.ts'

Object.assign(globalThis, { receiveThree })

/**
 * The Telnyx Video API on your machine, in this process.
 *
 * @module
 */
export { createEmulator, type Emulator, type EmulatorOptions } from './emulator.ts'
export { Fault } from './http/fault.ts'
export type { LoggedRequest } from './http/request-log.ts'
export type { Seed } from './seed.ts'
export type { Snapshot } from './state/rows.ts'

/**
 * An emulator of Telnyx Video and TeXML, in this process.
 *
 * @module
 */
export type { Fault, Faults } from './conditions/faults.ts'
export type { RateLimit } from './conditions/rate-limit.ts'
export type { CallAction, ShownCall } from './control/calls.ts'
export { createEmulator, type Emulator, type EmulatorOptions, type Webhooks } from './emulator.ts'
export { Refusal } from './http/refusal.ts'
export type { LoggedRequest } from './http/request-log.ts'
export type { Seed } from './seed.ts'
export type { Snapshot } from './state/rows.ts'
export type { WebhookDelivery } from './webhooks/outbox.ts'
export type { WorkerContext } from './worker.ts'

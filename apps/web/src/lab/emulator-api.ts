import { createClient, type Endpoint, endpoint, model } from '@greenroom/core'
import * as v from 'valibot'

/** Whether an emulator is behind the page, so that faults can be played. */
export const hasEmulator: boolean = import.meta.env['VITE_EMULATOR'] === '1'

/** Speaks to the emulator's controls, past the network that the page may be unplugged from. */
export const emulator = createClient({ baseUrl: location.origin, timeoutMs: 10_000, maxRetries: 0 })

const Nothing = v.strictObject({})
type Nothing = v.InferInput<typeof Nothing>

export interface EmulatorInfo extends v.InferOutput<typeof EmulatorInfo> {}
const EmulatorInfo = model({
  version: v.string(),
  /** The time by its clock, ISO 8601. */
  now: v.string(),
  endpoints: v.array(v.object({ method: v.string(), path: v.string() })),
})

/** Tells what it is, and what time it has. */
export const info: Endpoint<Nothing, EmulatorInfo> = endpoint({
  method: 'GET',
  path: '/_emulator',
  input: Nothing,
  output: EmulatorInfo,
})

const Time = model({ now: v.string() })
const MoveClock = v.strictObject({ advance_secs: v.number() })

/** Moves its clock on: tokens end, recordings and compositions are completed. */
export const moveClock: Endpoint<v.InferInput<typeof MoveClock>, v.InferOutput<typeof Time>> = endpoint({
  method: 'POST',
  path: '/_emulator/clock',
  input: MoveClock,
  output: Time,
})

/** A way in which the next matching calls fail. */
export interface EmulatorFault extends v.InferInput<typeof EmulatorFault> {}
const faultFields = {
  method: v.optional(v.string()),
  path: v.optional(v.string()),
  times: v.optional(v.number()),
  when: v.optional(v.picklist(['before', 'after'])),
  status: v.optional(v.number()),
  headers: v.optional(v.record(v.string(), v.string())),
  body: v.optional(v.unknown()),
  delay_ms: v.optional(v.number()),
  drop: v.optional(v.boolean()),
  stall: v.optional(v.boolean()),
}
const EmulatorFault = v.strictObject(faultFields)
const FaultList = model({ data: v.array(v.object(faultFields)) })

export interface EmulatorFaults extends v.InferOutput<typeof FaultList> {}

/** Lists the faults that are not used up. */
export const listFaults: Endpoint<Nothing, EmulatorFaults> = endpoint({
  method: 'GET',
  path: '/_emulator/faults',
  input: Nothing,
  output: FaultList,
})

/** Adds a fault. */
export const addFault: Endpoint<EmulatorFault, EmulatorFaults> = endpoint({
  method: 'POST',
  path: '/_emulator/faults',
  input: EmulatorFault,
  output: FaultList,
  success: 201,
})

/** Takes all faults away. */
export const clearFaults: Endpoint<Nothing, void> = endpoint({
  method: 'DELETE',
  path: '/_emulator/faults',
  input: Nothing,
  output: v.void(),
  success: 204,
})

import { createClient, type Endpoint, endpoint, model } from '@greenroom/core'
import { RoomParticipant } from '@greenroom/core/video/room-participants'
import * as v from 'valibot'

/** The client for the emulator's control API. It still works while the app is switched to offline. */
export const emulator = createClient({ baseUrl: location.origin, timeoutMs: 10_000, maxRetries: 0 })

/**
 * The client for the emulated Telnyx API. It has an API key, so it acts as a server and not as the signed-in
 * user.
 */
export const emulatorApi = createClient({ baseUrl: `${location.origin}/_emulated`, timeoutMs: 10_000 })

const EmptyInput = v.strictObject({})
type EmptyInput = v.InferInput<typeof EmptyInput>

export interface EmulatorInfo extends v.InferOutput<typeof EmulatorInfo> {}
const EmulatorInfo = model({
  version: v.string(),
  /** The time of the emulator's clock, in ISO 8601 format. */
  now: v.string(),
  endpoints: v.array(v.object({ method: v.string(), path: v.string() })),
})

/** Returns the version, time and endpoints of the emulator. */
export const info: Endpoint<EmptyInput, EmulatorInfo> = endpoint({
  method: 'GET',
  path: '/_emulator',
  input: EmptyInput,
  output: EmulatorInfo,
})

const Time = model({ now: v.string() })
const MoveClock = v.strictObject({ advance_secs: v.number() })

/** Moves the emulator's clock forward. This expires tokens, and completes recordings and compositions. */
export const moveClock: Endpoint<v.InferInput<typeof MoveClock>, v.InferOutput<typeof Time>> = endpoint({
  method: 'POST',
  path: '/_emulator/clock',
  input: MoveClock,
  output: Time,
})

/** An error, delay or dropped connection for the next matching API calls. */
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

/** Lists the active faults. */
export const listFaults: Endpoint<EmptyInput, EmulatorFaults> = endpoint({
  method: 'GET',
  path: '/_emulator/faults',
  input: EmptyInput,
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

/** Removes all faults. */
export const clearFaults: Endpoint<EmptyInput, void> = endpoint({
  method: 'DELETE',
  path: '/_emulator/faults',
  input: EmptyInput,
  output: v.void(),
  success: 204,
})

const ResetInput = v.strictObject({ seed: v.picklist(['empty', 'demo']) })

/** Deletes all data of the emulator and loads a seed. */
export const reset: Endpoint<v.InferInput<typeof ResetInput>, v.InferOutput<typeof Time>> = endpoint({
  method: 'POST',
  path: '/_emulator/reset',
  input: ResetInput,
  output: Time,
})

/** One attempt to deliver a webhook event. */
export interface Delivery extends v.InferOutput<typeof Delivery> {}
const Delivery = model({
  at: v.string(),
  url: v.string(),
  attempt: v.number(),
  status: v.nullable(v.number()),
  error: v.nullable(v.string()),
  delivered: v.boolean(),
  event: model({ id: v.string(), event_type: v.string(), payload: v.unknown() }),
})
const Deliveries = model({ data: v.array(Delivery) })

/** Lists the delivery attempts, oldest first. */
export const listDeliveries: Endpoint<EmptyInput, v.InferOutput<typeof Deliveries>> = endpoint({
  method: 'GET',
  path: '/_emulator/webhooks',
  input: EmptyInput,
  output: Deliveries,
})

const BotInput = v.strictObject({
  room_id: v.string(),
  name: v.string(),
  picture: v.optional(v.union([v.boolean(), v.string()])),
  tone: v.optional(v.union([v.boolean(), v.number()])),
  telephone: v.optional(v.boolean()),
})

/** Adds an emulated participant to a room. */
export const addBot: Endpoint<v.InferInput<typeof BotInput>, RoomParticipant> = endpoint({
  method: 'POST',
  path: '/_emulator/rooms/{room_id}/bots',
  input: BotInput,
  output: RoomParticipant,
  success: 201,
})

const DropInput = v.strictObject({ participant_id: v.string() })

/** Disconnects a participant abruptly, as when their device is switched off. */
export const drop: Endpoint<v.InferInput<typeof DropInput>, RoomParticipant> = endpoint({
  method: 'POST',
  path: '/_emulator/participants/{participant_id}/leave',
  input: DropInput,
  output: RoomParticipant,
})

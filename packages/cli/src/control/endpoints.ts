/**
 * The emulator's control API as endpoints, which a client without a key calls.
 *
 * @module
 */
import { type Endpoint, endpoint, model, nullish } from '@greenroom/core'
import * as v from 'valibot'

const Empty = v.strictObject({})
type Empty = v.InferInput<typeof Empty>

const Status = model({
  version: v.string(),
  /** The emulator's time: ISO 8601. */
  now: v.string(),
  /** How its clock moves: `running` or `manual`. */
  clock: v.string(),
  account_sid: v.string(),
  /** Key that verifies the signatures of its webhooks: base64 of 32 bytes. */
  webhook_public_key: v.string(),
})
/** What an emulator is. */
export type Status = v.InferOutput<typeof Status>

/** Retrieves what the emulator is, and its time. */
export const retrieveStatus: Endpoint<Empty, Status, 'GET'> = endpoint({
  method: 'GET',
  path: '/_emulator',
  input: Empty,
  output: Status,
})

const Time = model({ now: v.string() })

const ResetInput = v.strictObject({ seed: v.optional(v.picklist(['demo', 'empty'])) })

/** Deletes all data and loads a seed. */
export const reset: Endpoint<v.InferInput<typeof ResetInput>, v.InferOutput<typeof Time>, 'POST'> = endpoint({
  method: 'POST',
  path: '/_emulator/reset',
  input: ResetInput,
  output: Time,
})

/** A private key as a JWK. */
const Key = v.looseObject({ kty: v.literal('OKP'), crv: v.literal('Ed25519'), x: v.string(), d: v.string() })
const Snapshot = v.looseObject({ keys: v.looseObject({ webhook: Key }) })

/** Retrieves the whole state, private keys included. */
export const retrieveState: Endpoint<Empty, v.InferOutput<typeof Snapshot>, 'GET'> = endpoint({
  method: 'GET',
  path: '/_emulator/state',
  input: Empty,
  output: Snapshot,
  secrets: ['keys'],
})

const AnyObject = v.record(v.string(), v.unknown())

/** Restores a state that {@link retrieveState} returned. */
export const restoreState: Endpoint<
  v.InferInput<typeof AnyObject>,
  v.InferOutput<typeof Time>,
  'PUT'
> = endpoint({ method: 'PUT', path: '/_emulator/state', input: AnyObject, output: Time })

const ClockInput = v.strictObject({ advance_secs: v.optional(v.number()), now: v.optional(v.string()) })

/** Moves the clock. Responds once everything that is due is done. */
export const moveClock: Endpoint<
  v.InferInput<typeof ClockInput>,
  v.InferOutput<typeof Time>,
  'POST'
> = endpoint({ method: 'POST', path: '/_emulator/clock', input: ClockInput, output: Time })

const BotInput = v.strictObject({
  room_id: v.string(),
  name: v.optional(v.string()),
  context: v.optional(v.string()),
  picture: v.optional(v.union([v.boolean(), v.string()])),
  tone: v.optional(v.union([v.boolean(), v.number()])),
  telephone: v.optional(v.boolean()),
})
const Bot = model({ id: v.string(), session_id: v.string(), context: nullish(v.string()) })
/** A bot as a participant. */
export type Bot = v.InferOutput<typeof Bot>

/** Adds a bot to a room. */
export const addBot: Endpoint<v.InferInput<typeof BotInput>, Bot, 'POST'> = endpoint({
  method: 'POST',
  path: '/_emulator/rooms/{room_id}/bots',
  input: BotInput,
  output: Bot,
  success: 201,
})

const RoomInput = v.strictObject({ room_id: v.string() })

/** Removes all bots from a room. */
export const removeBots: Endpoint<v.InferInput<typeof RoomInput>, void, 'DELETE'> = endpoint({
  method: 'DELETE',
  path: '/_emulator/rooms/{room_id}/bots',
  input: RoomInput,
  output: v.void(),
  success: 204,
})

const ParticipantInput = v.strictObject({ participant_id: v.string() })

/** Lets a participant leave. */
export const leave: Endpoint<v.InferInput<typeof ParticipantInput>, Bot, 'POST'> = endpoint({
  method: 'POST',
  path: '/_emulator/participants/{participant_id}/leave',
  input: ParticipantInput,
  output: Bot,
})

const ShownCall = model({
  sid: v.string(),
  status: v.string(),
  from: v.string(),
  to: v.string(),
  direction: v.string(),
  /** Why its documents could not be followed. */
  error: nullish(model({ message: v.string() })),
  timeline: v.array(model({ at: v.string(), what: v.string(), detail: nullish(v.string()) })),
  /** What the remote party heard, oldest first. */
  heard: v.array(
    model({
      at: v.string(),
      verb: v.string(),
      text: nullish(v.string()),
      url: nullish(v.string()),
      secs: v.number(),
    }),
  ),
})
/** A phone call as the emulator shows it. */
export type ShownCall = v.InferOutput<typeof ShownCall>

const CallInput = v.strictObject({ call_sid: v.string() })

/** Retrieves a phone call with what was heard. */
export const retrieveCall: Endpoint<v.InferInput<typeof CallInput>, ShownCall, 'GET'> = endpoint({
  method: 'GET',
  path: '/_emulator/calls/{call_sid}',
  input: CallInput,
  output: ShownCall,
  envelope: 'data',
})

/** Lists phone calls, newest first. */
export const listCalls: Endpoint<Empty, ShownCall[], 'GET'> = endpoint({
  method: 'GET',
  path: '/_emulator/calls',
  input: Empty,
  output: v.array(ShownCall),
  envelope: 'data',
})

const InboundInput = v.strictObject({
  from: v.string(),
  to: v.string(),
  application_sid: v.optional(v.string()),
  url: v.optional(v.string()),
  texml: v.optional(v.string()),
})

/** Lets a call come in, as from a telephone. */
export const receiveCall: Endpoint<v.InferInput<typeof InboundInput>, ShownCall, 'POST'> = endpoint({
  method: 'POST',
  path: '/_emulator/calls',
  input: InboundInput,
  output: ShownCall,
  envelope: 'data',
  success: 201,
})

const PlayInput = v.strictObject({
  call_sid: v.string(),
  action: v.picklist(['ring', 'answer', 'busy', 'no-answer', 'digits', 'speech', 'hangup']),
  by: v.optional(v.picklist(['human', 'machine', 'fax'])),
  digits: v.optional(v.string()),
  text: v.optional(v.string()),
})

/** Plays the remote party of a phone call. */
export const playCall: Endpoint<v.InferInput<typeof PlayInput>, ShownCall, 'POST'> = endpoint({
  method: 'POST',
  path: '/_emulator/calls/{call_sid}/{action}',
  input: PlayInput,
  output: ShownCall,
})

const FaultInput = v.strictObject({
  method: v.optional(v.picklist(['GET', 'POST', 'PATCH', 'PUT', 'DELETE'])),
  path: v.optional(v.string()),
  times: v.optional(v.number()),
  when: v.optional(v.picklist(['before', 'after'])),
  status: v.optional(v.number()),
  headers: v.optional(v.record(v.string(), v.string())),
  body: v.optional(v.unknown()),
  delay_ms: v.optional(v.number()),
  drop: v.optional(v.boolean()),
  stall: v.optional(v.boolean()),
})
const Items = v.array(v.looseObject({}))
type Items = v.InferOutput<typeof Items>

/** Injects a fault into the next matching requests. Returns all faults. */
export const addFault: Endpoint<v.InferInput<typeof FaultInput>, Items, 'POST'> = endpoint({
  method: 'POST',
  path: '/_emulator/faults',
  input: FaultInput,
  output: Items,
  envelope: 'data',
  success: 201,
})

/** Removes all faults. */
export const clearFaults: Endpoint<Empty, void, 'DELETE'> = endpoint({
  method: 'DELETE',
  path: '/_emulator/faults',
  input: Empty,
  output: v.void(),
  success: 204,
})

/** Lists the latest requests to the API, oldest first. */
export const listRequests: Endpoint<Empty, Items, 'GET'> = endpoint({
  method: 'GET',
  path: '/_emulator/requests',
  input: Empty,
  output: Items,
  envelope: 'data',
})

/** Lists the latest deliveries of webhooks, oldest first. */
export const listWebhooks: Endpoint<Empty, Items, 'GET'> = endpoint({
  method: 'GET',
  path: '/_emulator/webhooks',
  input: Empty,
  output: Items,
  envelope: 'data',
})

/**
 * Calls that TeXML drives: place them, look at them, change where they go.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { type Page, type TexmlPageMeta, texmlPage } from '../schema/page.ts'
import { address, httpMethod, text, when } from '../schema/texml.ts'
import { Call, PlacedCall } from './call-model.ts'
import {
  lineFields,
  machineFields,
  ofAccount,
  ofCall,
  outboundFields,
  playbackFields,
  recordingFields,
  statusCallback,
  texmlPaging,
} from './fields.ts'
import { oneSource } from './one-source.ts'

export { Call, PlacedCall } from './call-model.ts'

/** The instructions of a call: from an address, in the call itself, or neither, for the application's own. */
export type Instructions =
  | {
      /** Where to fetch them once it is answered. */
      Url?: string | undefined
      Texml?: undefined
    }
  | {
      /** The instructions themselves, as XML. */
      Texml: string
      Url?: undefined
    }

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject(
  entries(ofAccount(), texmlPaging(), {
    /** Only calls to this number or address. */
    To: text(),
    /** Only calls from it. */
    From: text(),
    /** Only calls that ended so. Those that go on cannot be asked for. */
    Status: v.optional(v.picklist(['canceled', 'completed', 'failed', 'busy', 'no-answer'])),
    /** Only calls of this day (`YYYY-MM-DD`). */
    StartTime: when(),
    /** Only calls after this day. */
    StartTime_gt: when(),
    /** Only calls before this day. */
    StartTime_lt: when(),
    /** Only calls that ended on this day. */
    EndTime: when(),
    /** Only calls that ended after this day. */
    EndTime_gt: when(),
    /** Only calls that ended before this day. */
    EndTime_lt: when(),
  }),
)

/** Lists calls. The list is a little behind: a call that was just placed may be missing. */
export const list: Endpoint<ListInput, Page<Call, TexmlPageMeta>> = endpoint({
  method: 'GET',
  path: '/texml/Accounts/{account_sid}/Calls',
  input: ListInput,
  output: texmlPage('calls', Call),
  envelope: 'texml-page',
})

const CreateFields = v.strictObject(
  entries(
    ofAccount(),
    outboundFields(),
    lineFields(),
    machineFields(),
    playbackFields(),
    recordingFields(),
    statusCallback(),
    {
      /** The TeXML application that places it (id). */
      ApplicationSid: v.string(),
      /** Where to fetch its instructions once it is answered; not with `Texml`. Default: the application's. */
      Url: text(),
      /** How. Default: the application's, else POST. */
      UrlMethod: httpMethod(),
      /** Where to fetch them when that fails. */
      FallbackUrl: text(),
      /** The instructions themselves, as XML; not with `Url`. */
      Texml: text(),
      /** Whether to look for a voice that was made by a machine. */
      DeepfakeDetection: v.optional(v.picklist(['Enable'])),
      /** Where to tell of it. */
      DeepfakeDetectionCallbackUrl: text(),
      /** How. Default: POST. */
      DeepfakeDetectionCallbackMethod: httpMethod(),
      /** How the media is encrypted, to SIP addresses. Default: `disabled`. */
      MediaEncryption: v.optional(v.picklist(['disabled', 'SRTP', 'DTLS'])),
      /** The call that this one supervises. The one that supervises has no callbacks. */
      SuperviseCallSid: text(),
      /** How it does: heard by all, heard by its agent, or silent. Default: `barge`. */
      SupervisingRole: v.optional(v.picklist(['barge', 'whisper', 'monitor'])),
    },
  ),
)

/** Input of {@link create}. */
export type CreateInput = Omit<v.InferInput<typeof CreateFields>, 'Url' | 'Texml'> & Instructions
export const CreateInput: v.GenericSchema<CreateInput, unknown> = v.pipe(CreateFields, oneSource()) as never

/**
 * Places a call.
 *
 * It is never tried again after an outcome that nobody knows, for somebody's phone may be ringing: `findRecentCall` looks
 * for a call that may have been placed.
 *
 * @throws {ApiError} 422 for a number or a parameter that does not do.
 *
 * @example
 * ```ts
 * import { createClient } from '@greenroom/core'
 * import { calls } from '@greenroom/core/texml'
 *
 * const client = createClient({ apiKey: 'KEY…' })
 * await calls.create(client, {
 *   account_sid: '61bf923e-5e4d-4595-a110-56190ea18a1b',
 *   ApplicationSid: '1293384261075731499',
 *   From: '+13125550001',
 *   To: '+13125550002',
 *   Texml: '<Response><Say>Hello</Say></Response>',
 * })
 * ```
 *
 * @example Finding out what became of it
 * ```ts
 * import { createClient, isGreenroomError } from '@greenroom/core'
 * import { calls, findRecentCall } from '@greenroom/core/texml'
 *
 * const client = createClient({ apiKey: 'KEY…' })
 * const account_sid = '61bf923e-5e4d-4595-a110-56190ea18a1b'
 * const line = { From: '+13125550001', To: '+13125550002' }
 * const since = new Date()
 * await calls.create(client, { account_sid, ApplicationSid: '1293384261075731499', ...line }).catch(async (error: unknown) => {
 *   if (!isGreenroomError(error) || error.outcome !== 'unknown') throw error
 *   if (!(await findRecentCall(client, { account_sid, ...line, since }))) throw error
 * })
 * ```
 */
export const create: Endpoint<CreateInput, PlacedCall, 'POST'> = endpoint({
  method: 'POST',
  path: '/texml/Accounts/{account_sid}/Calls',
  input: CreateInput,
  output: PlacedCall,
  secrets: ['SipAuthPassword'],
})

/** Input of {@link retrieve}. */
export interface RetrieveInput extends v.InferInput<typeof RetrieveInput> {}
export const RetrieveInput = v.strictObject(ofCall())

/** Retrieves one call. */
export const retrieve: Endpoint<RetrieveInput, Call> = endpoint({
  method: 'GET',
  path: '/texml/Accounts/{account_sid}/Calls/{call_sid}',
  input: RetrieveInput,
  output: Call,
})

const UpdateFields = v.strictObject(
  entries(ofCall(), {
    /** `completed` ends the call; there is no other. */
    Status: v.optional(v.picklist(['completed'])),
    /** Where to fetch new instructions; not with `Texml`. */
    Url: text(),
    /** How. */
    Method: httpMethod(),
    /** Where to fetch them when that fails. */
    FallbackUrl: text(),
    /** How. */
    FallbackMethod: httpMethod(),
    /** The new instructions themselves, as XML; not with `Url`. */
    Texml: text(),
    /** Where to tell of the call's progress from now on. */
    StatusCallback: text(),
    /** How. */
    StatusCallbackMethod: httpMethod(),
  }),
)

/** Input of {@link update}. */
export type UpdateInput = Omit<v.InferInput<typeof UpdateFields>, 'Url' | 'Texml'> & Instructions
export const UpdateInput: v.GenericSchema<UpdateInput, unknown> = v.pipe(UpdateFields, oneSource()) as never

/** Gives a call new instructions, or ends it. */
export const update: Endpoint<UpdateInput, Call, 'POST', object, 'form'> = endpoint({
  method: 'POST',
  path: '/texml/Accounts/{account_sid}/Calls/{call_sid}',
  input: UpdateInput,
  output: Call,
  encoding: 'form',
})

const DialFields = v.strictObject({
  /** The connection that places it: a TeXML application's id. */
  connection_id: v.string(),
  /** Who calls: a number with its country, or a SIP address. */
  From: address(),
  /** Who is called: a number with its country, or a SIP address. */
  To: address(),
  /** Where to fetch its instructions once it is answered; not with `Texml`. */
  Url: text(),
  /** How. */
  Method: httpMethod(),
  /** The instructions themselves, as XML; not with `Url`. */
  Texml: text(),
})

/** Input of {@link dial}. */
export type DialInput = Omit<v.InferInput<typeof DialFields>, 'Url' | 'Texml'> & Instructions
export const DialInput: v.GenericSchema<DialInput, unknown> = v.pipe(DialFields, oneSource()) as never

/**
 * Places a call by a connection's id alone. It is known to work for applications of which {@link create} answers 404.
 *
 * Like that one it is never tried again after an outcome that nobody knows.
 */
export const dial: Endpoint<DialInput, PlacedCall, 'POST'> = endpoint({
  method: 'POST',
  path: '/texml/calls/{connection_id}',
  input: DialInput,
  output: PlacedCall,
})

/** Input of {@link dialAi}. */
export interface DialAiInput extends v.InferInput<typeof DialAiInput> {}
export const DialAiInput = v.strictObject(
  entries(outboundFields(), lineFields(), machineFields(), recordingFields(), statusCallback(), {
    /** The connection that places it: a TeXML application's id. */
    connection_id: v.string(),
    /** The assistant that talks. */
    AIAssistantId: v.string(),
    /** Which version of it. Default: the main one. */
    AIAssistantVersion: text(),
    /** Variables for its instructions, by name. */
    AIAssistantDynamicVariables: v.optional(v.record(v.string(), v.string())),
    /** Where to tell of the conversation. */
    ConversationCallback: text(),
    /** How. Default: POST. */
    ConversationCallbackMethod: httpMethod(),
    /** Where to tell of it, several addresses. */
    ConversationCallbacks: v.optional(v.array(v.string())),
    /** Statements of who calls, for STIR. */
    Passports: text(),
    /** Where to tell of the call's progress, several addresses. */
    StatusCallbacks: v.optional(v.array(v.string())),
  }),
)

/** Places a call that an assistant talks in. Instructions of TeXML have no place in it. */
export const dialAi: Endpoint<DialAiInput, PlacedCall, 'POST'> = endpoint({
  method: 'POST',
  path: '/texml/ai_calls/{connection_id}',
  input: DialAiInput,
  output: PlacedCall,
  secrets: ['SipAuthPassword'],
})

/**
 * Phone calls that TeXML controls: place, list, retrieve and update them.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { Call, PlacedCall } from '../schema/call-model.ts'
import { entries } from '../schema/entries.ts'
import { oneSource } from '../schema/one-source.ts'
import { type Page, type TexmlPageMeta, texmlPage } from '../schema/page.ts'
import { refersTo } from '../schema/reference.ts'
import { callbackUrl, httpMethod, sid, text, when } from '../schema/texml.ts'
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
} from '../schema/texml-fields.ts'

export { Call, PlacedCall } from '../schema/call-model.ts'

/** The instructions of a phone call: from a URL, as XML, or neither, which selects the application's own. */
export type Instructions =
  | {
      /** URL from which instructions are fetched when the phone call is answered. */
      Url?: string | undefined
      Texml?: undefined
    }
  | {
      /** Instructions as XML. */
      Texml: string
      Url?: undefined
    }

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject(
  entries(ofAccount(), texmlPaging(), {
    /** Called number or SIP address. */
    To: text(),
    /** Calling number or SIP address. */
    From: text(),
    /** Final status. The API cannot filter for phone calls in progress. */
    Status: v.optional(v.picklist(['canceled', 'completed', 'failed', 'busy', 'no-answer'])),
    /** Start day (`YYYY-MM-DD`). */
    StartTime: when(),
    /** Returns only phone calls that started after this day. */
    StartTime_gt: when(),
    /** Returns only phone calls that started before this day. */
    StartTime_lt: when(),
    /** End day. */
    EndTime: when(),
    /** Returns only phone calls that ended after this day. */
    EndTime_gt: when(),
    /** Returns only phone calls that ended before this day. */
    EndTime_lt: when(),
  }),
)

/** Lists phone calls. The list lags behind: a phone call that was just placed may be missing. */
export const list: Endpoint<ListInput, Page<Call, TexmlPageMeta>, 'GET'> = endpoint({
  method: 'GET',
  path: '/texml/Accounts/{account_sid}/Calls',
  input: ListInput,
  output: texmlPage('calls', Call),
  envelope: 'texml-page',
})

/** Declares optional instructions, which can name callback URLs. */
// @__NO_SIDE_EFFECTS__
function instructions() {
  return callbackUrl()
}

/** Declares the fields of a phone call that follows instructions. */
// @__NO_SIDE_EFFECTS__
function instructedFields() {
  return {
    ...lineFields(),
    ...machineFields(),
    ...playbackFields(),
    ...recordingFields(),
    ...statusCallback(),
    /**
     * URL from which instructions are fetched when the phone call is answered. Default: the application's.
     * {@link create} does not allow it with `Texml`.
     */
    Url: callbackUrl(),
    /** HTTP method used for `Url`. Default: the application's, else POST. */
    UrlMethod: httpMethod(),
    /** Instructions as XML. {@link create} does not allow them with `Url`. */
    Texml: instructions(),
    /** URL from which instructions are fetched if `Url` fails. */
    FallbackUrl: callbackUrl(),
    /** Whether to detect synthetic voices. */
    DeepfakeDetection: v.optional(v.picklist(['Enable'])),
    /** URL for callbacks. */
    DeepfakeDetectionCallbackUrl: callbackUrl(),
    /** HTTP method used for `DeepfakeDetectionCallbackUrl`. Default: POST. */
    DeepfakeDetectionCallbackMethod: httpMethod(),
    /** Media encryption for SIP addresses. Default: `disabled`. */
    MediaEncryption: v.optional(v.picklist(['disabled', 'SRTP', 'DTLS'])),
    /** SID of the phone call to supervise. A supervising phone call has no callbacks. */
    SuperviseCallSid: v.optional(sid()),
    /**
     * Who hears the supervisor: everyone (`barge`), the agent (`whisper`) or no one (`monitor`). Default:
     * `barge`.
     */
    SupervisingRole: v.optional(v.picklist(['barge', 'whisper', 'monitor'])),
  }
}

const CreateFields = v.strictObject(
  entries(ofAccount(), outboundFields(), instructedFields(), {
    /** TeXML application id. */
    ApplicationSid: sid(),
  }),
)

/** Input of {@link create}. */
export type CreateInput = Omit<v.InferInput<typeof CreateFields>, 'Url' | 'Texml'> & Instructions
export const CreateInput: v.GenericSchema<CreateInput, unknown> = v.pipe(CreateFields, oneSource()) as never

/**
 * Places a phone call.
 *
 * It is never retried after an unknown outcome, because the phone may already be ringing. Use
 * `findRecentCall` to look
 * for a phone call that may have been placed.
 *
 * @throws {ApiError} 422 for an invalid number or parameter.
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
 * @example After an unknown outcome
 * ```ts
 * import { createClient, isGreenroomError } from '@greenroom/core'
 * import { calls, findRecentCall } from '@greenroom/core/texml'
 *
 * const client = createClient({ apiKey: 'KEY…' })
 * const account_sid = '61bf923e-5e4d-4595-a110-56190ea18a1b'
 * const numbers = { From: '+13125550001', To: '+13125550002' }
 * const since = new Date()
 * await calls.create(client, { account_sid, ApplicationSid: '1293384261075731499', ...numbers }).catch(async (error: unknown) => {
 *   if (!isGreenroomError(error) || error.outcome !== 'unknown') throw error
 *   if (!(await findRecentCall(client, { account_sid, ...numbers, since }))) throw error
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

/** Retrieves one phone call. */
export const retrieve: Endpoint<RetrieveInput, Call, 'GET'> = endpoint({
  method: 'GET',
  path: '/texml/Accounts/{account_sid}/Calls/{call_sid}',
  input: RetrieveInput,
  output: Call,
})

const UpdateFields = v.strictObject(
  entries(ofCall(), {
    /** `completed` ends the phone call. No other value exists. */
    Status: v.optional(v.picklist(['completed'])),
    /** URL from which new instructions are fetched. */
    Url: callbackUrl(),
    /** HTTP method used for `Url`. */
    Method: httpMethod(),
    /** URL from which instructions are fetched if `Url` fails. */
    FallbackUrl: callbackUrl(),
    /** HTTP method used for `FallbackUrl`. */
    FallbackMethod: httpMethod(),
    /** New instructions as XML. */
    Texml: instructions(),
    /** New URL for callbacks about the progress of the phone call. */
    StatusCallback: callbackUrl(),
    /** HTTP method used for `StatusCallback`. */
    StatusCallbackMethod: httpMethod(),
  }),
)

/** Input of {@link update}. The API accepts `Url` with `Texml`, but it is unclear which it follows. */
export type UpdateInput = Omit<v.InferInput<typeof UpdateFields>, 'Url' | 'Texml'> & Instructions
export const UpdateInput: v.GenericSchema<UpdateInput, unknown> = UpdateFields as never

/** Gives a phone call new instructions, or ends it. */
export const update: Endpoint<UpdateInput, Call, 'POST', object, 'form'> = endpoint({
  method: 'POST',
  path: '/texml/Accounts/{account_sid}/Calls/{call_sid}',
  input: UpdateInput,
  output: Call,
  encoding: 'form',
})

/** Declares the fields of {@link dial}: all that any page of the API names. */
// @__NO_SIDE_EFFECTS__
function dialFields() {
  return {
    ...outboundFields(),
    ...instructedFields(),
    /** TeXML application id, used as the connection. */
    connection_id: sid(),
    /** Callee: a phone number in E.164 format, or a SIP address with or without `sip:`. */
    To: v.pipe(v.string(), v.regex(/^(\+[1-9]\d{1,14}|[^\s@+][^\s@]*@[^\s@]+)$/)),
    /** HTTP method used for `Url`. An older name is `UrlMethod`. */
    Method: httpMethod(),
  }
}

const DialFields = v.strictObject(dialFields())

/** Input of {@link dial}. The API accepts `Url` with `Texml`, but it is unclear which it follows. */
export type DialInput = Omit<v.InferInput<typeof DialFields>, 'Url' | 'Texml'> & Instructions
export const DialInput: v.GenericSchema<DialInput, unknown> = DialFields as never

/**
 * Places a phone call with only a connection id. It works for applications for which {@link create} responds
 * with 404.
 *
 * Like {@link create}, it is never retried after an unknown outcome.
 */
export const dial: Endpoint<DialInput, PlacedCall, 'POST'> = endpoint({
  method: 'POST',
  path: '/texml/calls/{connection_id}',
  input: DialInput,
  output: PlacedCall,
  secrets: ['SipAuthPassword'],
})

/** Input of {@link dialAi}. */
export interface DialAiInput extends v.InferInput<typeof DialAiInput> {}
export const DialAiInput = v.strictObject(
  entries(outboundFields(), lineFields(), machineFields(), recordingFields(), statusCallback(), {
    /** TeXML application id, used as the connection. */
    connection_id: sid(),
    /** AI assistant id. */
    AIAssistantId: sid(),
    /** Version of the assistant. Default: the main version. */
    AIAssistantVersion: text(),
    /** Variables for the instructions of the assistant, by name. */
    AIAssistantDynamicVariables: v.optional(v.record(v.string(), v.string())),
    /** URL for callbacks about the conversation. */
    ConversationCallback: callbackUrl(),
    /** HTTP method used for `ConversationCallback`. Default: POST. */
    ConversationCallbackMethod: httpMethod(),
    /** URLs for callbacks about the conversation. */
    ConversationCallbacks: v.optional(v.array(refersTo('callback'))),
    /** SHAKEN/STIR passports. */
    Passports: text(),
    /** URLs for callbacks about the progress of the phone call. */
    StatusCallbacks: v.optional(v.array(refersTo('callback'))),
  }),
)

/** Places a phone call that an AI assistant conducts. It takes no TeXML instructions. */
export const dialAi: Endpoint<DialAiInput, PlacedCall, 'POST'> = endpoint({
  method: 'POST',
  path: '/texml/ai_calls/{connection_id}',
  input: DialAiInput,
  output: PlacedCall,
  secrets: ['SipAuthPassword'],
})

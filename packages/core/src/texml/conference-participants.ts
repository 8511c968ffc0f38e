/**
 * Participants of conferences: dial, mute, hold, coach and remove them.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { type Page, type TexmlPageMeta, texmlPage } from '../schema/page.ts'
import { address, callbackUrl, flag, httpMethod, optionalString, sid, text } from '../schema/texml.ts'
import {
  lineFields,
  machineFields,
  ofConference,
  playbackFields,
  recordingFields,
  statusCallback,
  texmlPaging,
} from '../schema/texml-fields.ts'

/** A phone call in a conference. */
export interface ConferenceParticipant extends v.InferOutput<typeof ConferenceParticipant> {}
export const ConferenceParticipant = model({
  /** Call SID, which identifies the participant. */
  call_sid: v.string(),
  /** The same value under an older name. */
  call_sid_legacy: optionalString(),
  /** Conference SID. */
  conference_sid: optionalString(),
  /** Account SID. */
  account_sid: optionalString(),
  /** Status. */
  status: nullish(openEnum(['connecting', 'connected', 'completed'])),
  /** Whether the participant is muted. */
  muted: nullish(v.boolean()),
  /** Whether the participant is on hold. */
  hold: nullish(v.boolean()),
  /** Whether the participant coaches: only one phone call hears them. */
  coaching: nullish(v.boolean()),
  /** SID of the coached phone call. */
  coaching_call_sid: optionalString(),
  /** The same value under an older name. */
  coaching_call_sid_legacy: optionalString(),
  /** Whether the conference ends when the participant leaves. */
  end_conference_on_exit: nullish(v.boolean()),
  /** Creation time (RFC 2822). */
  date_created: optionalString(),
  /** Time of the last change (RFC 2822). */
  date_updated: optionalString(),
  /** API version. */
  api_version: optionalString(),
  /** URI of this resource, relative to the API. */
  uri: optionalString(),
})

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject(entries(ofConference(), texmlPaging()))

/** Lists the participants of a conference. */
export const list: Endpoint<ListInput, Page<ConferenceParticipant, TexmlPageMeta>, 'GET'> = endpoint({
  method: 'GET',
  path: '/texml/Accounts/{account_sid}/Conferences/{conference_sid}/Participants',
  input: ListInput,
  output: texmlPage('participants', ConferenceParticipant),
  envelope: 'texml-page',
})

/** Input of {@link create}. */
export interface CreateInput extends v.InferInput<typeof CreateInput> {}
export const CreateInput = v.strictObject(
  entries(
    ofConference(),
    lineFields(),
    machineFields(),
    playbackFields(),
    recordingFields(),
    statusCallback(),
    {
      /** TeXML application id. Without it, the conference must exist. */
      ApplicationSid: v.optional(sid()),
      /** Caller: a phone number in E.164 format, or a SIP address. */
      From: v.optional(address()),
      /** Callee: a phone number in E.164 format, or a SIP address. */
      To: v.optional(address()),
      /** Label of the participant, which can be used instead of the call SID. */
      Label: text(),
      /** URL for the result of answering machine detection. */
      AmdStatusCallback: callbackUrl(),
      /** HTTP method used for `AmdStatusCallback`. Default: POST. */
      AmdStatusCallbackMethod: httpMethod(),
      /** Whether to report an answering machine, immediately or when its greeting ends. */
      MachineDetection: v.optional(v.picklist(['Enable', 'DetectMessageEnd'])),
      /** When to play a beep. */
      Beep: v.optional(v.picklist(['true', 'false', 'onEnter', 'onExit'])),
      /** Whether the participant starts muted. */
      Muted: flag(),
      /** Whether the participant coaches: only one phone call hears them. */
      Coaching: flag(),
      /** SID of the coached phone call. */
      CallSidToCoach: v.optional(sid()),
      /** Whether early media is passed on. Default: false. */
      EarlyMedia: flag(),
      /** Whether the conference ends when the participant leaves. Default: false. */
      EndConferenceOnExit: flag(),
      /** Whether the conference starts when the participant enters. Default: true. */
      StartConferenceOnEnter: flag(),
      /** Maximum number of participants, 2 to 800. Default: 250. */
      MaxParticipants: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(800))),
      /** URL of the audio or instructions to play until the conference starts. */
      WaitUrl: callbackUrl(),
      /** Whether to record the conference. `true` equals `record-from-start`. Default: `do-not-record`. */
      ConferenceRecord: v.optional(v.picklist(['true', 'false', 'record-from-start', 'do-not-record'])),
      /** URL for callbacks about the conference recording. */
      ConferenceRecordingStatusCallback: callbackUrl(),
      /** Events to report, separated by spaces. */
      ConferenceRecordingStatusCallbackEvent: text(),
      /** HTTP method used for `ConferenceRecordingStatusCallback`. */
      ConferenceRecordingStatusCallbackMethod: httpMethod(),
      /** Silence that ends the conference recording, in seconds. 0 disables it. Default: 0. */
      ConferenceRecordingTimeout: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
      /** URL for callbacks about the conference. */
      ConferenceStatusCallback: callbackUrl(),
      /** Events to report, separated by spaces: `start end join leave`. Default: none. */
      ConferenceStatusCallbackEvent: text(),
      /** HTTP method used for `ConferenceStatusCallback`. */
      ConferenceStatusCallbackMethod: httpMethod(),
      /** Whether to trim silence at both ends of the conference recording. Default: `trim-silence`. */
      ConferenceTrim: v.optional(v.picklist(['trim-silence', 'do-not-trim'])),
    },
  ),
)

/**
 * Dials a participant into a conference. With `ApplicationSid`, an unknown conference is created with that
 * friendly name.
 *
 * Like a phone call, it is never retried after an unknown outcome.
 */
export const create: Endpoint<CreateInput, ConferenceParticipant, 'POST', object, 'form'> = endpoint({
  method: 'POST',
  path: '/texml/Accounts/{account_sid}/Conferences/{conference_sid}/Participants',
  input: CreateInput,
  output: ConferenceParticipant,
  encoding: 'form',
  secrets: ['SipAuthPassword'],
})

/** Fields that identify a participant. */
// @__NO_SIDE_EFFECTS__
function ofParticipant() {
  return entries(ofConference(), {
    /** Call SID or label of the participant. */
    call_sid_or_participant_label: sid(),
  })
}

/** Input of {@link retrieve}. */
export interface RetrieveInput extends v.InferInput<typeof RetrieveInput> {}
export const RetrieveInput = v.strictObject(ofParticipant())

/** Retrieves one participant. */
export const retrieve: Endpoint<RetrieveInput, ConferenceParticipant, 'GET'> = endpoint({
  method: 'GET',
  path: '/texml/Accounts/{account_sid}/Conferences/{conference_sid}/Participants/{call_sid_or_participant_label}',
  input: RetrieveInput,
  output: ConferenceParticipant,
})

/** Input of {@link update}. */
export interface UpdateInput extends v.InferInput<typeof UpdateInput> {}
export const UpdateInput = v.pipe(
  v.strictObject(
    entries(ofParticipant(), {
      /** Whether to mute the participant. */
      Muted: flag(),
      /** Whether to put the participant on hold. */
      Hold: flag(),
      /** URL of the audio or instructions to play on hold. */
      HoldUrl: callbackUrl(),
      /** HTTP method used for `HoldUrl`. */
      HoldMethod: httpMethod(),
      /** URL of the audio or instructions to play to the participant. */
      AnnounceUrl: callbackUrl(),
      /** HTTP method used for `AnnounceUrl`. Default: POST. */
      AnnounceMethod: httpMethod(),
      /** Whether to play a beep when the participant leaves. */
      BeepOnExit: flag(),
      /**
       * Whether the participant coaches: only one phone call hears them. `true` requires `CallSidToCoach`.
       */
      Coaching: flag(),
      /** SID of the coached phone call. */
      CallSidToCoach: v.optional(sid()),
      /** Whether the conference ends when the participant leaves. */
      EndConferenceOnExit: flag(),
      /** URL of the audio or instructions to play while the participant waits. */
      WaitUrl: callbackUrl(),
    }),
  ),
  v.check(
    ({ Coaching, CallSidToCoach }) => !Coaching || CallSidToCoach !== undefined,
    'CallSidToCoach with Coaching',
  ),
)

/** Updates a participant: mutes, holds or coaches, or plays audio to them. */
export const update: Endpoint<UpdateInput, ConferenceParticipant, 'POST', object, 'form'> = endpoint({
  method: 'POST',
  path: '/texml/Accounts/{account_sid}/Conferences/{conference_sid}/Participants/{call_sid_or_participant_label}',
  input: UpdateInput,
  output: ConferenceParticipant,
  encoding: 'form',
})

/** Input of {@link delete_ | delete}. */
export interface DeleteInput extends v.InferInput<typeof DeleteInput> {}
export const DeleteInput = v.strictObject(ofParticipant())

const delete_: Endpoint<DeleteInput, void, 'DELETE'> = endpoint({
  method: 'DELETE',
  path: '/texml/Accounts/{account_sid}/Conferences/{conference_sid}/Participants/{call_sid_or_participant_label}',
  input: DeleteInput,
  output: v.void(),
  success: 204,
})

export {
  /** Removes a participant from the conference, which ends their phone call. */
  delete_ as delete,
}

/**
 * Participants of conferences: dial them in, mute, hold and coach them, put them out.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { type Page, type TexmlPageMeta, texmlPage } from '../schema/page.ts'
import { address, flag, httpMethod, optionalString, text } from '../schema/texml.ts'
import {
  lineFields,
  machineFields,
  ofConference,
  playbackFields,
  recordingFields,
  statusCallback,
  texmlPaging,
} from './fields.ts'

/** A call in a conference. */
export interface ConferenceParticipant extends v.InferOutput<typeof ConferenceParticipant> {}
export const ConferenceParticipant = model({
  /** The call (SID), by which the participant is known. */
  call_sid: v.string(),
  /** The same, under its older name. */
  call_sid_legacy: optionalString(),
  /** The conference (SID). */
  conference_sid: optionalString(),
  /** Whose it is. */
  account_sid: optionalString(),
  /** How it stands. */
  status: nullish(openEnum(['connecting', 'connected', 'completed'])),
  /** Whether nobody hears them. */
  muted: nullish(v.boolean()),
  /** Whether they wait and hear nobody. */
  hold: nullish(v.boolean()),
  /** Whether only one call hears them. */
  coaching: nullish(v.boolean()),
  /** Which one. */
  coaching_call_sid: optionalString(),
  /** The same, under its older name. */
  coaching_call_sid_legacy: optionalString(),
  /** Whether the conference ends when they leave. */
  end_conference_on_exit: nullish(v.boolean()),
  /** When they were dialled (RFC 2822). */
  date_created: optionalString(),
  /** When the record last changed (RFC 2822). */
  date_updated: optionalString(),
  /** The API's version. */
  api_version: optionalString(),
  /** Its address at the API. */
  uri: optionalString(),
})

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject(entries(ofConference(), texmlPaging()))

/** Lists the participants of a conference. */
export const list: Endpoint<ListInput, Page<ConferenceParticipant, TexmlPageMeta>> = endpoint({
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
      /** The TeXML application that dials. Without it the conference must exist. */
      ApplicationSid: text(),
      /** Who calls: a number with its country, or a SIP address. */
      From: v.optional(address()),
      /** Who is called: a number with its country, or a SIP address. */
      To: v.optional(address()),
      /** A name of yours for the participant, usable instead of their call's SID. */
      Label: text(),
      /** Where to tell who answered. */
      AmdStatusCallback: text(),
      /** How. Default: POST. */
      AmdStatusCallbackMethod: httpMethod(),
      /** Whether to tell a machine, at once or when its greeting has ended. */
      MachineDetection: v.optional(v.picklist(['Enable', 'DetectMessageEnd'])),
      /** When a beep is heard. */
      Beep: v.optional(v.picklist(['true', 'false', 'onEnter', 'onExit'])),
      /** Whether nobody hears them at first. */
      Muted: flag(),
      /** Whether only one call is to hear them. */
      Coaching: flag(),
      /** Which one. */
      CallSidToCoach: text(),
      /** Whether sound before the answer is passed on. Default: false. */
      EarlyMedia: flag(),
      /** Whether the conference ends when they leave. Default: false. */
      EndConferenceOnExit: flag(),
      /** Whether it begins when they enter. Default: true. */
      StartConferenceOnEnter: flag(),
      /** The most participants, 2 to 800. Default: 250. */
      MaxParticipants: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(800))),
      /** What is heard while it has not begun. */
      WaitUrl: text(),
      /** Whether the conference is recorded: `true` and `record-from-start` are the same. Default: `do-not-record`. */
      ConferenceRecord: v.optional(v.picklist(['true', 'false', 'record-from-start', 'do-not-record'])),
      /** Where to tell of that recording. */
      ConferenceRecordingStatusCallback: text(),
      /** Of what, joined by spaces. */
      ConferenceRecordingStatusCallbackEvent: text(),
      /** How. */
      ConferenceRecordingStatusCallbackMethod: httpMethod(),
      /** Silence that ends that recording, in seconds; 0 for none. Default: 0. */
      ConferenceRecordingTimeout: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
      /** Where to tell of the conference. */
      ConferenceStatusCallback: text(),
      /** Of what, joined by spaces: `start end join leave`. Default: nothing. */
      ConferenceStatusCallbackEvent: text(),
      /** How. */
      ConferenceStatusCallbackMethod: httpMethod(),
      /** Whether silence at the ends of that recording is left out. Default: `trim-silence`. */
      ConferenceTrim: v.optional(v.picklist(['trim-silence', 'do-not-trim'])),
    },
  ),
)

/**
 * Dials somebody into a conference. With `ApplicationSid`, a conference that there is not is made, by that friendly name.
 *
 * Like a call it is never tried again after an outcome that nobody knows.
 */
export const create: Endpoint<CreateInput, ConferenceParticipant, 'POST', object, 'form'> = endpoint({
  method: 'POST',
  path: '/texml/Accounts/{account_sid}/Conferences/{conference_sid}/Participants',
  input: CreateInput,
  output: ConferenceParticipant,
  encoding: 'form',
  secrets: ['SipAuthPassword'],
})

/** Which participant. */
// @__NO_SIDE_EFFECTS__
function ofParticipant() {
  return entries(ofConference(), {
    /** The participant: their call's SID, or the label they were given. */
    call_sid_or_participant_label: v.string(),
  })
}

/** Input of {@link retrieve}. */
export interface RetrieveInput extends v.InferInput<typeof RetrieveInput> {}
export const RetrieveInput = v.strictObject(ofParticipant())

/** Retrieves one participant. */
export const retrieve: Endpoint<RetrieveInput, ConferenceParticipant> = endpoint({
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
      /** Whether nobody is to hear them. */
      Muted: flag(),
      /** Whether they are to wait and hear nobody. */
      Hold: flag(),
      /** What they hear then. */
      HoldUrl: text(),
      /** How it is fetched. */
      HoldMethod: httpMethod(),
      /** What to play to them. */
      AnnounceUrl: text(),
      /** How it is fetched. Default: POST. */
      AnnounceMethod: httpMethod(),
      /** Whether a beep is heard when they leave. */
      BeepOnExit: flag(),
      /** Whether only one call is to hear them; `true` needs `CallSidToCoach`. */
      Coaching: flag(),
      /** Which one. */
      CallSidToCoach: text(),
      /** Whether the conference ends when they leave. */
      EndConferenceOnExit: flag(),
      /** What is heard while they wait. */
      WaitUrl: text(),
    }),
  ),
  v.check(
    ({ Coaching, CallSidToCoach }) => !Coaching || CallSidToCoach !== undefined,
    'CallSidToCoach with Coaching',
  ),
)

/** Changes a participant: mutes, holds, coaches, or plays something to them. */
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
  /** Puts a participant out of the conference, which ends their call. */
  delete_ as delete,
}

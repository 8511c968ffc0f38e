/**
 * Conferences of phone calls.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { type Page, type TexmlPageMeta, texmlPage } from '../schema/page.ts'
import { Recording } from '../schema/recording-model.ts'
import { callbackUrl, httpMethod, optionalString, text, when } from '../schema/texml.ts'
import { ofAccount, ofConference, texmlPaging } from '../schema/texml-fields.ts'

/** A conference, in progress or ended. */
export interface Conference extends v.InferOutput<typeof Conference> {}
export const Conference = model({
  /** Conference SID. */
  sid: v.string(),
  /** Account SID. */
  account_sid: optionalString(),
  /** Friendly name. */
  friendly_name: optionalString(),
  /** Status. */
  status: nullish(openEnum(['init', 'in-progress', 'completed'])),
  /** Reason for the end. Null while the conference is in progress. */
  reason_conference_ended: nullish(
    openEnum([
      'participant-with-end-conference-on-exit-left',
      'last-participant-left',
      'conference-ended-via-api',
      'time-exceeded',
    ]),
  ),
  /** SID of the phone call that ended the conference. */
  call_sid_ending_conference: optionalString(),
  /** Region in which the audio is mixed, such as `dc2`. */
  region: optionalString(),
  /** Start time (RFC 2822). */
  date_created: optionalString(),
  /** Time of the last change (RFC 2822). */
  date_updated: optionalString(),
  /** URIs of its subresources: `participants`, `recordings`. */
  subresource_uris: nullish(v.record(v.string(), v.unknown())),
  /** API version. */
  api_version: optionalString(),
  /** URI of this resource, relative to the API. */
  uri: optionalString(),
})

/**
 * A recording as {@link listRecordingResources} returns it. Its types and statuses differ from other
 * recordings.
 */
export interface ConferenceRecording extends v.InferOutput<typeof ConferenceRecording> {}
export const ConferenceRecording = model({
  /** Recording id (UUID). */
  sid: v.string(),
  /** Account SID. */
  account_sid: optionalString(),
  /** SID of the recorded phone call, if any. */
  call_sid: optionalString(),
  /** SID of the recorded conference. */
  conference_sid: optionalString(),
  /** Number of channels. */
  channels: nullish(v.number()),
  /** Duration in seconds, here as a number. */
  duration: nullish(v.number()),
  /** Error code, if an error occurred. */
  error_code: optionalString(),
  /** URL of the file. */
  media_url: optionalString(),
  /** What started the recording. */
  source: optionalString(),
  /** Status of the file. The values differ from those of a {@link Recording}. */
  status: nullish(openEnum(['processing', 'absent', 'completed', 'deleted'])),
  /** Start time (RFC 2822). */
  start_time: optionalString(),
  /** Creation time (RFC 2822). */
  date_created: optionalString(),
  /** Time of the last change (RFC 2822). */
  date_updated: optionalString(),
  /** URIs of its subresources. */
  subresource_uris: nullish(v.record(v.string(), v.unknown())),
  /** URI of this resource, relative to the API. */
  uri: optionalString(),
})

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject(
  entries(ofAccount(), texmlPaging(), {
    /** Exact friendly name. */
    FriendlyName: text(),
    /** Status. */
    Status: v.optional(v.picklist(['init', 'in-progress', 'completed'])),
    /** Creation day (`YYYY-MM-DD`), optionally after an operator (`>=2026-05-22`). */
    DateCreated: when(),
    /** Day of the last change, optionally after an operator. */
    DateUpdated: when(),
  }),
)

/** Lists conferences. */
export const list: Endpoint<ListInput, Page<Conference, TexmlPageMeta>, 'GET'> = endpoint({
  method: 'GET',
  path: '/texml/Accounts/{account_sid}/Conferences',
  input: ListInput,
  output: texmlPage('conferences', Conference),
  envelope: 'texml-page',
})

/** Input of {@link retrieve}. */
export interface RetrieveInput extends v.InferInput<typeof RetrieveInput> {}
export const RetrieveInput = v.strictObject(ofConference())

/** Retrieves one conference. */
export const retrieve: Endpoint<RetrieveInput, Conference, 'GET'> = endpoint({
  method: 'GET',
  path: '/texml/Accounts/{account_sid}/Conferences/{conference_sid}',
  input: RetrieveInput,
  output: Conference,
})

/** Input of {@link update}. */
export interface UpdateInput extends v.InferInput<typeof UpdateInput> {}
export const UpdateInput = v.strictObject(
  entries(ofConference(), {
    /** `completed` ends the conference and hangs up every phone call in it. */
    Status: text(),
    /** URL of audio, or of instructions with Play, Say, Pause and Redirect, to play to all participants. */
    AnnounceUrl: callbackUrl(),
    /** HTTP method used for `AnnounceUrl`. Default: POST. */
    AnnounceMethod: httpMethod(),
  }),
)

/** Ends a conference, or plays audio to all participants. */
export const update: Endpoint<UpdateInput, Conference, 'POST', object, 'form'> = endpoint({
  method: 'POST',
  path: '/texml/Accounts/{account_sid}/Conferences/{conference_sid}',
  input: UpdateInput,
  output: Conference,
  encoding: 'form',
})

/** Input of {@link listRecordings} and {@link listRecordingResources}. */
export interface ListRecordingsInput extends v.InferInput<typeof ListRecordingsInput> {}
export const ListRecordingsInput = v.strictObject(entries(ofConference(), texmlPaging()))

/**
 * Lists the recordings of a conference in the usual format (`…/Recordings.json`).
 *
 * To learn whether a file is still processing, absent or deleted, use {@link listRecordingResources}.
 */
export const listRecordings: Endpoint<ListRecordingsInput, Page<Recording, TexmlPageMeta>, 'GET'> = endpoint({
  method: 'GET',
  path: '/texml/Accounts/{account_sid}/Conferences/{conference_sid}/Recordings.json',
  input: ListRecordingsInput,
  output: texmlPage('recordings', Recording),
  envelope: 'texml-page',
})

/**
 * Lists the recordings of a conference in an older format (`…/Recordings`): `duration` is a number, and the
 * status is that of the file (`processing`, `absent`, `completed`, `deleted`). {@link listRecordings} returns
 * the usual format.
 */
export const listRecordingResources: Endpoint<
  ListRecordingsInput,
  Page<ConferenceRecording, TexmlPageMeta>,
  'GET'
> = endpoint({
  method: 'GET',
  path: '/texml/Accounts/{account_sid}/Conferences/{conference_sid}/Recordings',
  input: ListRecordingsInput,
  output: texmlPage('recordings', ConferenceRecording),
  envelope: 'texml-page',
})

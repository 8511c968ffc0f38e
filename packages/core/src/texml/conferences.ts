/**
 * Conferences: calls that hear each other.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { type Page, type TexmlPageMeta, texmlPage } from '../schema/page.ts'
import { httpMethod, optionalString, text, when } from '../schema/texml.ts'
import { ofAccount, ofConference, texmlPaging } from './fields.ts'
import { Recording } from './recording-model.ts'

/** A conference, running or over. */
export interface Conference extends v.InferOutput<typeof Conference> {}
export const Conference = model({
  /** Identifies the conference. */
  sid: v.string(),
  /** Whose it is. */
  account_sid: optionalString(),
  /** The name it was given. */
  friendly_name: optionalString(),
  /** How it stands. */
  status: nullish(openEnum(['init', 'in-progress', 'completed'])),
  /** Why it ended; null while it runs. */
  reason_conference_ended: nullish(
    openEnum([
      'participant-with-end-conference-on-exit-left',
      'last-participant-left',
      'conference-ended-via-api',
      'time-exceeded',
    ]),
  ),
  /** The call whose end was that of the conference. */
  call_sid_ending_conference: optionalString(),
  /** Where it is mixed, e.g. `dc2`. */
  region: optionalString(),
  /** When it began (RFC 2822). */
  date_created: optionalString(),
  /** When it last changed (RFC 2822). */
  date_updated: optionalString(),
  /** Addresses below it: `participants`, `recordings`. */
  subresource_uris: nullish(v.record(v.string(), v.unknown())),
  /** The API's version. */
  api_version: optionalString(),
  /** Its address at the API. */
  uri: optionalString(),
})

/** A recording as {@link listRecordingResources} has it: other types and states than everywhere else. */
export interface ConferenceRecording extends v.InferOutput<typeof ConferenceRecording> {}
export const ConferenceRecording = model({
  /** Identifies the recording (UUID). */
  sid: v.string(),
  /** Whose it is. */
  account_sid: optionalString(),
  /** The call that is recorded, where it is one. */
  call_sid: optionalString(),
  /** The conference that is recorded. */
  conference_sid: optionalString(),
  /** How many channels it has. */
  channels: nullish(v.number()),
  /** How long it is, in seconds: a number here. */
  duration: nullish(v.number()),
  /** What went wrong, if something did. */
  error_code: optionalString(),
  /** Where its file is. */
  media_url: optionalString(),
  /** What began it. */
  source: optionalString(),
  /** How its file stands: other states than those of a {@link Recording}. */
  status: nullish(openEnum(['processing', 'absent', 'completed', 'deleted'])),
  /** When it began (RFC 2822). */
  start_time: optionalString(),
  /** When its record was made (RFC 2822). */
  date_created: optionalString(),
  /** When the record last changed (RFC 2822). */
  date_updated: optionalString(),
  /** Addresses below it. */
  subresource_uris: nullish(v.record(v.string(), v.unknown())),
  /** Its address at the API. */
  uri: optionalString(),
})

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject(
  entries(ofAccount(), texmlPaging(), {
    /** Only those of this very name. */
    FriendlyName: text(),
    /** Only those in this state. */
    Status: v.optional(v.picklist(['init', 'in-progress', 'completed'])),
    /** Only those of this day (`YYYY-MM-DD`), or with an operator before it (`>=2026-05-22`). */
    DateCreated: when(),
    /** Only those that last changed on this day, or with an operator before it. */
    DateUpdated: when(),
  }),
)

/** Lists conferences. */
export const list: Endpoint<ListInput, Page<Conference, TexmlPageMeta>> = endpoint({
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
export const retrieve: Endpoint<RetrieveInput, Conference> = endpoint({
  method: 'GET',
  path: '/texml/Accounts/{account_sid}/Conferences/{conference_sid}',
  input: RetrieveInput,
  output: Conference,
})

/** Input of {@link update}. */
export interface UpdateInput extends v.InferInput<typeof UpdateInput> {}
export const UpdateInput = v.strictObject(
  entries(ofConference(), {
    /** `completed` ends it and hangs up on everybody. */
    Status: text(),
    /** What to play to everybody: sound, or instructions with Play, Say, Pause and Redirect. */
    AnnounceUrl: text(),
    /** How it is fetched. Default: POST. */
    AnnounceMethod: httpMethod(),
  }),
)

/** Ends a conference, or plays something to everybody in it. */
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
 * Lists the recordings of a conference, in the form that all other lists of recordings have (`…/Recordings.json`).
 *
 * Use this one, unless you need to know that a file is still made, absent or deleted: {@link listRecordingResources}.
 */
export const listRecordings: Endpoint<ListRecordingsInput, Page<Recording, TexmlPageMeta>> = endpoint({
  method: 'GET',
  path: '/texml/Accounts/{account_sid}/Conferences/{conference_sid}/Recordings.json',
  input: ListRecordingsInput,
  output: texmlPage('recordings', Recording),
  envelope: 'texml-page',
})

/**
 * Lists the recordings of a conference in an older form (`…/Recordings`): `duration` is a number, and the status is that of
 * the file (`processing`, `absent`, `completed`, `deleted`). {@link listRecordings} has the usual one.
 */
export const listRecordingResources: Endpoint<
  ListRecordingsInput,
  Page<ConferenceRecording, TexmlPageMeta>
> = endpoint({
  method: 'GET',
  path: '/texml/Accounts/{account_sid}/Conferences/{conference_sid}/Recordings',
  input: ListRecordingsInput,
  output: texmlPage('recordings', ConferenceRecording),
  envelope: 'texml-page',
})

import * as v from 'valibot'
import { entries } from './entries.ts'
import { model, nullish } from './model.ts'
import { openEnum } from './open-enum.ts'
import { optionalString } from './texml.ts'

/** Fields of a recording in every response of the `.json` paths. */
// @__NO_SIDE_EFFECTS__
export function recordingEntries() {
  return {
    /** Recording id (UUID). */
    sid: v.string(),
    /** Account SID. */
    account_sid: optionalString(),
    /** SID of the recorded phone call. */
    call_sid: optionalString(),
    /** SID of the recorded conference, if any. */
    conference_sid: optionalString(),
    /** Number of channels: 1 for both sides together, 2 for one per side. */
    channels: nullish(v.number()),
    /** Duration in seconds, as a string. Null while recording. */
    duration: optionalString(),
    /** Error code, if an error occurred. */
    error_code: optionalString(),
    /** What started the recording. */
    source: nullish(
      openEnum([
        'StartCallRecordingAPI',
        'StartConferenceRecordingAPI',
        'OutboundAPI',
        'DialVerb',
        'Conference',
        'RecordVerb',
        'Trunking',
      ]),
    ),
    /** Start time (ISO 8601). */
    start_time: optionalString(),
    /** Creation time (ISO 8601). */
    date_created: optionalString(),
    /** Time of the last change (ISO 8601). */
    date_updated: optionalString(),
    /** URI of this resource, relative to the API. */
    uri: optionalString(),
  }
}

/** A recording. */
export interface Recording extends v.InferOutput<typeof Recording> {}
export const Recording = model(
  entries(recordingEntries(), {
    /** Status. */
    status: nullish(openEnum(['in-progress', 'completed', 'paused', 'stopped'])),
    /** URL of the file. */
    media_url: optionalString(),
    /** URIs of its subresources: `transcriptions`. `subresources_uris` is how the API spells this field. */
    subresources_uris: nullish(v.record(v.string(), v.nullish(v.string()))),
  }),
)

import * as v from 'valibot'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { optionalString } from '../schema/texml.ts'

/** Fields of a recording in every list and answer of the `.json` addresses. */
// @__NO_SIDE_EFFECTS__
export function recordingEntries() {
  return {
    /** Identifies the recording (UUID). */
    sid: v.string(),
    /** Whose it is. */
    account_sid: optionalString(),
    /** The call that is recorded. */
    call_sid: optionalString(),
    /** The conference that is recorded, where it is one. */
    conference_sid: optionalString(),
    /** 1 for both sides in one, 2 for each by itself. */
    channels: nullish(v.number()),
    /** How long it is, in seconds, as a text; null while it goes on. */
    duration: optionalString(),
    /** What went wrong, if something did. */
    error_code: optionalString(),
    /** What began it. */
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
    /** When it began (ISO 8601). */
    start_time: optionalString(),
    /** When its record was made (ISO 8601). */
    date_created: optionalString(),
    /** When the record last changed (ISO 8601). */
    date_updated: optionalString(),
    /** Its address at the API. */
    uri: optionalString(),
  }
}

/** A recording, as the `.json` lists have it. */
export interface Recording extends v.InferOutput<typeof Recording> {}
export const Recording = model(
  entries(recordingEntries(), {
    /** How it stands. */
    status: nullish(openEnum(['in-progress', 'completed', 'paused', 'stopped'])),
    /** Where its file is. */
    media_url: optionalString(),
    /** Addresses below it: `transcriptions`. The API spells it with two plurals. */
    subresources_uris: nullish(v.record(v.string(), v.nullish(v.string()))),
  }),
)

import * as v from 'valibot'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { told } from '../schema/texml.ts'

/** What a recording is told of in every list and answer of the `.json` addresses. */
// @__NO_SIDE_EFFECTS__
export function recordingEntries() {
  return {
    /** Identifies the recording (UUID). */
    sid: v.string(),
    /** Whose it is. */
    account_sid: told(),
    /** The call that is recorded. */
    call_sid: told(),
    /** The conference that is recorded, where it is one. */
    conference_sid: told(),
    /** 1 for both sides in one, 2 for each by itself. */
    channels: nullish(v.number()),
    /** How long it is, in seconds, as a text; null while it goes on. */
    duration: told(),
    /** What went wrong, if something did. */
    error_code: told(),
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
    start_time: told(),
    /** When its record was made (ISO 8601). */
    date_created: told(),
    /** When the record last changed (ISO 8601). */
    date_updated: told(),
    /** Its address at the API. */
    uri: told(),
  }
}

/** A recording, as the `.json` lists have it. */
export interface Recording extends v.InferOutput<typeof Recording> {}
export const Recording = model(
  entries(recordingEntries(), {
    /** How it stands. */
    status: nullish(openEnum(['in-progress', 'completed', 'paused', 'stopped'])),
    /** Where its file is. */
    media_url: told(),
    /** Addresses below it: `transcriptions`. The API spells it with two plurals. */
    subresources_uris: nullish(v.record(v.string(), v.nullish(v.string()))),
  }),
)

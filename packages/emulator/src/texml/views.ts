import type {
  Application,
  Call,
  Conference,
  ConferenceParticipant,
  Queue,
  Recording,
  Transcription,
} from '@greenroom/core/texml'
import type { StartedRecording } from '@greenroom/core/texml/call-recordings'
import type { SiprecSession } from '@greenroom/core/texml/call-siprec'
import type { CallStream } from '@greenroom/core/texml/call-streams'
import type { ConferenceRecording } from '@greenroom/core/texml/conferences'
import type { DownloadLinks } from '../files/download-links.ts'
import type {
  ApplicationRow,
  CallForkRow,
  CallRow,
  ConferenceParticipantRow,
  ConferenceRow,
  QueueRow,
  TexmlRecordingRow,
  TranscriptionRow,
} from '../state/texml-rows.ts'
import { durationOf } from './call-lifecycle.ts'
import { iso, rfc2822 } from './context.ts'
import type { QueueNow } from './queue-lifecycle.ts'
import { secondsOf } from './recording-lifecycle.ts'

const version = 'v2/texml'
const accountUri = (accountSid: string) => `/v2/texml/Accounts/${accountSid}`
const dates = ({ created_ms, updated_ms }: { created_ms: number; updated_ms: number }) => ({
  date_created: rfc2822(created_ms),
  date_updated: rfc2822(updated_ms),
})

/** Returns a North American number as `(312) 345-6789`, and any other address unchanged. */
function formatNumber(address: string): string {
  return address.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3')
}

/** Returns an application as the API shows it. */
export function applicationView({ id, fields, created_ms, updated_ms }: ApplicationRow): Application {
  return {
    ...fields,
    id,
    created_at: iso(created_ms),
    updated_at: iso(updated_ms),
    record_type: 'texml_application',
  }
}

/** Returns who answered as the API shows it, which has other names than callbacks. */
function answeredByView({ answered_by }: CallRow): 'human' | 'machine' | 'not_sure' {
  if (answered_by === 'fax') return 'not_sure'
  return answered_by ?? 'human'
}

/**
 * Returns a call as the API shows it. The API has no status before `ringing`, so queued calls have that
 * status.
 */
export function callView(call: CallRow): Call {
  return {
    sid: call.id,
    account_sid: call.account_sid,
    status: call.status === 'queued' || call.status === 'initiated' ? 'ringing' : call.status,
    direction: call.direction === 'inbound' ? 'inbound' : 'outbound',
    from: call.from,
    from_formatted: formatNumber(call.from),
    to: call.to,
    to_formatted: formatNumber(call.to),
    caller_name: call.caller_name ?? call.from,
    // Only calls with answering machine detection have this field.
    ...(call.detection === null || call.answered_ms === null ? {} : { answered_by: answeredByView(call) }),
    duration: String(durationOf(call)),
    start_time: call.answered_ms === null ? null : rfc2822(call.answered_ms),
    end_time: call.ended_ms === null ? null : rfc2822(call.ended_ms),
    // Calls of the emulator are free.
    price: '0.00',
    price_unit: 'USD',
    ...dates(call),
    uri: `${accountUri(call.account_sid)}/Calls/${call.id}.json`,
  }
}

/** Returns a conference as the API shows it. */
export function conferenceView(row: ConferenceRow): Conference {
  const uri = `${accountUri(row.account_sid)}/Conferences/${row.id}`
  return {
    sid: row.id,
    account_sid: row.account_sid,
    friendly_name: row.friendly_name,
    status: row.status,
    reason_conference_ended: row.reason,
    call_sid_ending_conference: row.ended_by,
    region: 'local',
    api_version: version,
    ...dates(row),
    subresource_uris: { participants: `${uri}/Participants.json`, recordings: `${uri}/Recordings.json` },
    uri: `${uri}.json`,
  }
}

/** Returns a participant of a conference as the response to dialling it. */
export function dialedParticipantView(row: ConferenceParticipantRow): ConferenceParticipant {
  return {
    call_sid: row.id,
    conference_sid: row.conference_sid,
    account_sid: row.account_sid,
    status: row.status,
    muted: row.muted || row.waiting,
    hold: row.hold,
    coaching: row.coaching,
    coaching_call_sid: row.coaching_call_sid,
    end_conference_on_exit: row.end_conference_on_exit,
    uri: `${accountUri(row.account_sid)}/Conferences/${row.conference_sid}/Participants/${row.id}.json`,
  }
}

/** Returns a participant of a conference as the API shows it. */
export function participantView(row: ConferenceParticipantRow): ConferenceParticipant {
  return {
    ...dialedParticipantView(row),
    call_sid_legacy: row.id,
    coaching_call_sid_legacy: row.coaching_call_sid,
    api_version: version,
    ...dates(row),
  }
}

function recordingFields(row: TexmlRecordingRow) {
  return {
    sid: row.id,
    account_sid: row.account_sid,
    call_sid: row.call_sid,
    conference_sid: row.conference_sid,
    channels: row.channels,
    duration: row.ended_ms === null ? null : String(secondsOf(row)),
    error_code: null,
    source: row.source,
    start_time: iso(row.created_ms),
    date_created: iso(row.created_ms),
    date_updated: iso(row.updated_ms),
  }
}

/** Returns a recording as the endpoints of its call show it. */
export function startedRecordingView(row: TexmlRecordingRow): StartedRecording {
  const uri = `${accountUri(row.account_sid)}/Calls/${row.call_sid}/Recordings/${row.id}.json`
  return { ...recordingFields(row), track: row.track, price: null, price_unit: null, uri }
}

/** Returns a recording as the endpoints of its account show it. */
export function recordingView(row: TexmlRecordingRow, links: DownloadLinks): Recording {
  const uri = `${accountUri(row.account_sid)}/Recordings/${row.id}`
  return {
    ...recordingFields(row),
    status: row.status,
    media_url: row.ended_ms === null ? null : links.issue(row.id),
    subresources_uris: { transcriptions: row.ended_ms === null ? null : `${uri}/Transcriptions.json` },
    uri: `${uri}.json`,
  }
}

/** Returns a recording in the older form of conferences, with the status of its file. */
export function conferenceRecordingView(row: TexmlRecordingRow, links: DownloadLinks): ConferenceRecording {
  return {
    ...recordingFields(row),
    duration: row.ended_ms === null ? null : secondsOf(row),
    media_url: row.ended_ms === null ? null : links.issue(row.id),
    status: row.ended_ms === null ? 'processing' : 'completed',
    start_time: rfc2822(row.created_ms),
    ...dates(row),
    subresource_uris: { transcriptions: null },
    uri: `${accountUri(row.account_sid)}/Recordings/${row.id}.json`,
  }
}

/** Returns a transcription as the API shows it. */
export function transcriptionView(row: TranscriptionRow): Transcription {
  return {
    sid: row.id,
    account_sid: row.account_sid,
    call_sid: row.call_sid,
    recording_sid: row.recording_sid,
    status: row.status,
    duration: String(row.duration_secs),
    transcription_text:
      row.status === 'completed' ? row.text || 'The emulator does not transcribe audio.' : null,
    date_created: iso(row.created_ms),
    date_updated: iso(row.updated_ms),
    api_version: '2010-04-01',
    uri: `${accountUri(row.account_sid)}/Transcriptions/${row.id}.json`,
  }
}

/** Returns a stream as the response to its start. */
export function startedStreamView(row: CallForkRow): CallStream {
  return { ...streamView(row), name: row.name }
}

/** Returns a stream as the response to an update. */
export function streamView(row: CallForkRow): CallStream {
  return {
    sid: row.id,
    account_sid: row.account_sid,
    call_sid: row.call_sid,
    status: row.status,
    date_updated: iso(row.updated_ms),
    uri: `${accountUri(row.account_sid)}/Calls/${row.call_sid}/Streams/${row.id}.json`,
  }
}

/** Returns a SIPREC session as the response to its start. */
export function startedSiprecView(row: CallForkRow): SiprecSession {
  const started = rfc2822(row.created_ms)
  return { ...siprecView(row), track: row.track, start_time: started, date_created: started }
}

/** Returns a SIPREC session as the response to an update. */
export function siprecView(row: CallForkRow): SiprecSession {
  return {
    sid: row.id,
    account_sid: row.account_sid,
    call_sid: row.call_sid,
    status: row.status,
    error_code: null,
    date_updated: rfc2822(row.updated_ms),
    uri: `${accountUri(row.account_sid)}/Calls/${row.call_sid}/Siprec/${row.id}.json`,
  }
}

/** Returns a queue as the API shows it. */
export function queueView(row: QueueRow, { size, averageSecs }: QueueNow): Queue {
  const uri = `${accountUri(row.account_sid)}/Queues/${row.sid}`
  return {
    sid: row.sid,
    account_sid: row.account_sid,
    current_size: size,
    max_size: row.max_size,
    average_wait_time: averageSecs,
    ...dates(row),
    subresource_uris: { members: `${uri}/Members.json` },
    uri: `${uri}.json`,
  }
}

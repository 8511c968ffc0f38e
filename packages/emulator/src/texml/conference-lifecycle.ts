import type { ConferenceParticipantRow, ConferenceRow } from '../state/texml-rows.ts'
import { callOff } from './call-lifecycle.ts'
import { iso, type TexmlContext, tell } from './context.ts'
import { beginRecording, endRecording } from './recording-lifecycle.ts'

/** How a conference begins that somebody is dialled into, or sent to by instructions. */
export type ConferenceSetUp = Pick<
  ConferenceRow,
  'account_sid' | 'friendly_name' | 'callback' | 'max_participants' | 'record'
>

/** Makes a conference that nobody is in yet. */
export function openConference({ state, clock }: TexmlContext, setUp: ConferenceSetUp): ConferenceRow {
  const now = clock.now()
  return state.conferences.put({
    ...setUp,
    id: crypto.randomUUID(),
    status: 'init',
    reason: null,
    ended_by: null,
    sequence: 0,
    created_ms: now,
    updated_ms: now,
  })
}

/** The conference of an account by its SID, or by its name while it is not over. */
export function findConference(
  { state }: TexmlContext,
  accountSid: string,
  sidOrName: string,
): ConferenceRow | undefined {
  const bySid = state.conferences.get(sidOrName)
  if (bySid?.account_sid === accountSid) return bySid
  return state.conferences
    .of(accountSid)
    .find(({ friendly_name, status }) => friendly_name === sidOrName && status !== 'completed')
}

/** Who is in a conference, or on the way to it, in the order they came. */
export function participantsOf({ state }: TexmlContext, conferenceSid: string): ConferenceParticipantRow[] {
  return state.conferenceParticipants
    .of(conferenceSid)
    .filter(({ status }) => status !== 'completed')
    .reverse()
}

/** Lets a participant in whose call was answered. */
export function connectParticipant(context: TexmlContext, callSid: string): void {
  const { state, clock } = context
  const participant = state.conferenceParticipants.get(callSid)
  const conference = participant && state.conferences.get(participant.conference_sid)
  const call = state.calls.get(callSid)
  if (!participant || !conference || !call || conference.status === 'completed') return
  const now = clock.now()
  state.conferenceParticipants.put({ ...participant, status: 'connected', updated_ms: now })
  const begins = conference.status === 'init' && participant.start_conference_on_enter
  if (begins) {
    state.conferences.put({ ...conference, status: 'in-progress', updated_ms: now })
    announce(context, conference.id, 'start', 'conference-start', callSid)
  }
  announce(context, conference.id, 'join', 'participant-join', callSid)
  if (begins && conference.record) {
    const callback = conference.record
    const how = { channels: 1, track: 'both', source: 'Conference', conference_sid: conference.id }
    beginRecording(context, { call, callback, ...how })
  }
}

/** Takes a call that is over out of its conference; the last one out ends that. */
export function leaveConference(context: TexmlContext, callSid: string): void {
  const { state, clock } = context
  const participant = state.conferenceParticipants.get(callSid)
  if (!participant || participant.status === 'completed') return
  const wasIn = participant.status === 'connected'
  state.conferenceParticipants.put({ ...participant, status: 'completed', updated_ms: clock.now() })
  if (wasIn) announce(context, participant.conference_sid, 'leave', 'participant-leave', callSid)
  const conference = state.conferences.get(participant.conference_sid)
  if (!conference || conference.status === 'completed') return
  if (wasIn && participant.end_conference_on_exit) {
    endConference(context, conference, 'participant-with-end-conference-on-exit-left', callSid)
  } else if (participantsOf(context, conference.id).length === 0) {
    endConference(context, conference, 'last-participant-left', callSid)
  }
}

/** Ends a conference, and hangs up on whoever is in it. */
export function endConference(
  context: TexmlContext,
  conference: ConferenceRow,
  reason: string,
  endedBy: string | null = null,
): ConferenceRow {
  const { state, clock } = context
  if (conference.status === 'completed') return conference
  // First, so that those who leave do not end it once more.
  state.conferences.put({
    ...conference,
    status: 'completed',
    reason,
    ended_by: endedBy,
    updated_ms: clock.now(),
  })
  for (const { id } of participantsOf(context, conference.id)) {
    const call = state.calls.get(id)
    if (call) callOff(context, call, 'the conference ended')
  }
  for (const recording of state.texmlRecordings.of(conference.account_sid)) {
    if (recording.conference_sid === conference.id && recording.ended_ms === null) {
      endRecording(context, recording, 'completed')
    }
  }
  announce(context, conference.id, 'end', 'conference-end', endedBy)
  return state.conferences.get(conference.id) ?? conference
}

function announce(
  context: TexmlContext,
  conferenceSid: string,
  event: string,
  name: string,
  callSid: string | null,
): void {
  const { state, clock } = context
  const conference = state.conferences.get(conferenceSid)
  if (!conference) return
  state.conferences.put({ ...conference, sequence: conference.sequence + 1 })
  const call = callSid === null ? undefined : state.calls.get(callSid)
  tell(context, conference.callback, event, `texml.${name}`, {
    AccountSid: conference.account_sid,
    CallSid: callSid,
    CallSidLegacy: callSid,
    ConferenceSid: conferenceSid,
    ConnectionId: call?.application_sid,
    From: call?.from,
    To: call?.to,
    FriendlyName: conference.friendly_name,
    ParticipantLabel: callSid === null ? null : state.conferenceParticipants.get(callSid)?.label,
    StatusCallbackEvent: name,
    SequenceNumber: conference.sequence,
    Timestamp: iso(clock.now()),
  })
}

import type { ConferenceParticipantRow, ConferenceRow } from '../state/texml-rows.ts'
import { isOf, rowsOf } from './accounts.ts'
import { endCall } from './call-lifecycle.ts'
import { iso, sendCallback, type TexmlContext } from './context.ts'
import { endRecording, startRecording } from './recording-lifecycle.ts'

/** Settings of a new conference. */
export type ConferenceSettings = Pick<
  ConferenceRow,
  'account_sid' | 'friendly_name' | 'callback' | 'max_participants' | 'record'
>

/** Creates an empty conference and returns it. */
export function openConference({ state, clock }: TexmlContext, settings: ConferenceSettings): ConferenceRow {
  const now = clock.now()
  return state.conferences.put({
    ...settings,
    id: crypto.randomUUID(),
    status: 'init',
    reason: null,
    ended_by: null,
    sequence: 0,
    created_ms: now,
    updated_ms: now,
  })
}

/** Returns an account's conference by its SID or, while it is not over, by its name. */
export function findConference(
  context: TexmlContext,
  accountSid: string,
  sidOrName: string,
): ConferenceRow | undefined {
  const { conferences } = context.state
  const bySid = conferences.get(sidOrName)
  if (bySid && isOf(context, accountSid, bySid)) return bySid
  return rowsOf(context, conferences, accountSid).find(
    ({ friendly_name, status }) => friendly_name === sidOrName && status !== 'completed',
  )
}

/**
 * Returns the participants who are in a conference or being dialed into it, in the order they were added.
 */
export function participantsOf({ state }: TexmlContext, conferenceSid: string): ConferenceParticipantRow[] {
  return state.conferenceParticipants
    .of(conferenceSid)
    .filter(({ status }) => status !== 'completed')
    .reverse()
}

/** Connects the participant of an answered call to its conference. */
export function connectParticipant(context: TexmlContext, callSid: string): void {
  const { state, clock } = context
  const participant = state.conferenceParticipants.get(callSid)
  const conference = participant && state.conferences.get(participant.conference_sid)
  const call = state.calls.get(callSid)
  if (!participant || !conference || !call || conference.status === 'completed') return
  const now = clock.now()
  state.conferenceParticipants.put({ ...participant, status: 'connected', updated_ms: now })
  const shouldStart = conference.status === 'init' && participant.start_conference_on_enter
  if (shouldStart) {
    state.conferences.put({ ...conference, status: 'in-progress', updated_ms: now })
    sendEvent(context, conference.id, 'start', 'conference-start', callSid)
  }
  sendEvent(context, conference.id, 'join', 'participant-join', callSid)
  if (shouldStart && conference.record) {
    const callback = conference.record
    const settings = { channels: 1, track: 'both', source: 'Conference', conference_sid: conference.id }
    startRecording(context, { call, callback, ...settings })
  }
}

/** Removes an ended call from its conference. The conference ends when its last participant leaves. */
export function leaveConference(context: TexmlContext, callSid: string): void {
  const { state, clock } = context
  const participant = state.conferenceParticipants.get(callSid)
  if (!participant || participant.status === 'completed') return
  const wasConnected = participant.status === 'connected'
  state.conferenceParticipants.put({ ...participant, status: 'completed', updated_ms: clock.now() })
  if (wasConnected) sendEvent(context, participant.conference_sid, 'leave', 'participant-leave', callSid)
  const conference = state.conferences.get(participant.conference_sid)
  if (!conference || conference.status === 'completed') return
  if (wasConnected && participant.end_conference_on_exit) {
    endConference(context, conference, 'participant-with-end-conference-on-exit-left', callSid)
  } else if (participantsOf(context, conference.id).length === 0) {
    endConference(context, conference, 'last-participant-left', callSid)
  }
}

/** Ends a conference and the calls of its participants. Does nothing if it is over. */
export function endConference(
  context: TexmlContext,
  conference: ConferenceRow,
  reason: string,
  endedBy: string | null = null,
): ConferenceRow {
  const { state, clock } = context
  if (conference.status === 'completed') return conference
  // Set first, so that the leaving participants do not end it again.
  state.conferences.put({
    ...conference,
    status: 'completed',
    reason,
    ended_by: endedBy,
    updated_ms: clock.now(),
  })
  for (const { id } of participantsOf(context, conference.id)) {
    const call = state.calls.get(id)
    if (call) endCall(context, call, 'the conference ended')
  }
  for (const recording of rowsOf(context, state.texmlRecordings, conference.account_sid)) {
    if (recording.conference_sid === conference.id && recording.ended_ms === null) {
      endRecording(context, recording, 'completed')
    }
  }
  sendEvent(context, conference.id, 'end', 'conference-end', endedBy)
  return state.conferences.get(conference.id) ?? conference
}

function sendEvent(
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
  sendCallback(context, conference.callback, event, `texml.${name}`, {
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

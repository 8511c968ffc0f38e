import type { CallbackRow, CallRow, ConferenceParticipantRow, ConferenceRow } from '../state/texml-rows.ts'
import { documentFields } from '../voice/documents.ts'
import { isOf } from './accounts.ts'
import { addTimelineEntry, endCall } from './call-lifecycle.ts'
import { iso, notifyCall, sendCallback, type TexmlContext } from './context.ts'
import { endRecording, startRecording } from './recording-lifecycle.ts'

/** Settings of a new conference. */
export type ConferenceSettings = Pick<
  ConferenceRow,
  'account_sid' | 'friendly_name' | 'callback' | 'max_participants' | 'record' | 'record_beep'
>

/** Settings of a new participant. */
export type ParticipantSettings = Omit<
  ConferenceParticipantRow,
  'status' | 'hold' | 'waiting' | 'created_ms' | 'updated_ms'
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
    speaker_sid: null,
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
  return conferences.named(sidOrName).find((conference) => isOf(context, accountSid, conference))
}

/**
 * Returns the participants who are in a conference or being dialed into it, in the order they were added.
 */
export function participantsOf({ state }: TexmlContext, conferenceSid: string): ConferenceParticipantRow[] {
  return state.conferenceParticipants.openOf(conferenceSid).reverse()
}

/** Returns whether a conference accepts no more participants. */
export function isConferenceFull(context: TexmlContext, conference: ConferenceRow): boolean {
  return participantsOf(context, conference.id).length >= conference.max_participants
}

/** Adds a participant who is not connected yet, and returns it. */
export function addParticipant(
  { state, clock }: TexmlContext,
  settings: ParticipantSettings,
): ConferenceParticipantRow {
  const now = clock.now()
  const status = 'connecting'
  return state.conferenceParticipants.put({
    ...settings,
    status,
    hold: false,
    waiting: false,
    created_ms: now,
    updated_ms: now,
  })
}

/**
 * Connects the participant of an answered call to its conference. The participant waits if the conference
 * has not started and does not start with it.
 */
export function connectParticipant(context: TexmlContext, callSid: string): void {
  const { state, clock } = context
  const participant = state.conferenceParticipants.get(callSid)
  const conference = participant && state.conferences.get(participant.conference_sid)
  const call = state.calls.get(callSid)
  if (!participant || !conference || !call || conference.status === 'completed') return
  const now = clock.now()
  const { start_conference_on_enter } = participant
  const shouldStart = conference.status === 'init' && start_conference_on_enter
  const waiting = conference.status === 'init' && !start_conference_on_enter
  state.conferenceParticipants.put({ ...participant, status: 'connected', waiting, updated_ms: now })
  if (shouldStart) {
    state.conferences.put({ ...conference, status: 'in-progress', updated_ms: now })
    sendEvent(context, conference.id, 'start', 'conference-start', callSid)
  }
  sendEvent(context, conference.id, 'join', 'participant-join', callSid)
  if (shouldStart) {
    endWaits(context, conference)
    if (conference.record) record(context, conference, call, conference.record)
  }
  if (!waiting && ['true', 'onEnter'].includes(participant.beep)) {
    beep(context, conference, 'a participant joined', callSid)
  }
}

/** Lets the waiting participants of a conference take part in it. */
function endWaits(context: TexmlContext, { id: conferenceSid }: ConferenceRow): void {
  const { conferenceParticipants } = context.state
  for (const participant of participantsOf(context, conferenceSid)) {
    if (!participant.waiting) continue
    conferenceParticipants.put({ ...participant, waiting: false })
    notifyCall(context, participant.id, { type: 'started' })
  }
}

function record(
  context: TexmlContext,
  conference: ConferenceRow,
  call: CallRow,
  callback: CallbackRow,
): void {
  const settings = { channels: 1, track: 'both', source: 'Conference', conference_sid: conference.id }
  startRecording(context, { call, callback, ...settings })
  if (conference.record_beep) beep(context, conference, 'the recording started')
}

/** Adds a beep to the timelines of the participants who take part, except for one call. */
function beep(context: TexmlContext, { id }: ConferenceRow, why: string, exceptSid?: string): void {
  for (const participant of participantsOf(context, id)) {
    const hears = participant.status === 'connected' && !participant.waiting && participant.id !== exceptSid
    if (hears) addTimelineEntry(context, participant.id, 'beep', why)
  }
}

/** Reports a participant as the speaker, unless it cannot be heard or spoke last. */
export function reportSpeaker(context: TexmlContext, callSid: string): void {
  const { state } = context
  const participant = state.conferenceParticipants.get(callSid)
  const conference = participant && state.conferences.get(participant.conference_sid)
  if (!conference || participant.status !== 'connected' || conference.speaker_sid === callSid) return
  if (participant.muted || participant.waiting || participant.hold) return
  state.conferences.put({ ...conference, speaker_sid: callSid })
  sendEvent(context, conference.id, 'speaker', 'dominant-speaker', callSid)
}

/**
 * Removes a call from its conference. The conference ends when its last participant leaves, or one with
 * `endConferenceOnExit`.
 */
export function leaveConference(context: TexmlContext, callSid: string): void {
  const { state } = context
  const participant = state.conferenceParticipants.get(callSid)
  if (!participant || participant.status === 'completed') return
  const wasConnected = participant.status === 'connected'
  completeParticipant(context, participant)
  const conference = state.conferences.get(participant.conference_sid)
  if (!conference || conference.status === 'completed') return
  if (wasConnected && participant.end_conference_on_exit) {
    endConference(context, conference, 'participant-with-end-conference-on-exit-left', { endedBy: callSid })
  } else if (participantsOf(context, conference.id).length === 0) {
    endConference(context, conference, 'last-participant-left', { endedBy: callSid })
  } else if (wasConnected && ['true', 'onExit'].includes(participant.beep)) {
    beep(context, conference, 'a participant left')
  }
}

function completeParticipant(context: TexmlContext, participant: ConferenceParticipantRow): void {
  const { state, clock } = context
  const updated_ms = clock.now()
  state.conferenceParticipants.put({ ...participant, status: 'completed', waiting: false, updated_ms })
  if (participant.status === 'connected') {
    sendEvent(context, participant.conference_sid, 'leave', 'participant-leave', participant.id)
  }
}

/** How a conference ends. */
export interface ConferenceEnd {
  /** The call that ends it. Default: none. */
  readonly endedBy?: string
  /** Whether the calls end. Default: no; calls with a document go on with it, and only others end. */
  readonly hangUp?: boolean
}

/** Ends a conference: all participants leave. Does nothing if it is over. */
export function endConference(
  context: TexmlContext,
  conference: ConferenceRow,
  reason: string,
  { endedBy, hangUp = false }: ConferenceEnd = {},
): ConferenceRow {
  const { state, clock } = context
  if (conference.status === 'completed') return conference
  // Set first, so that the leaving participants do not end it again.
  state.conferences.put({
    ...conference,
    status: 'completed',
    reason,
    ended_by: endedBy ?? null,
    updated_ms: clock.now(),
  })
  const leaving = participantsOf(context, conference.id)
  for (const participant of leaving) completeParticipant(context, participant)
  if (conference.record) endRecordings(context, conference)
  sendEvent(context, conference.id, 'end', 'conference-end', endedBy ?? null)
  for (const { id } of leaving) {
    const call = state.calls.get(id)
    const hasDocument = (state.runs.get(id)?.frames.length ?? 0) > 0
    if (hasDocument && !hangUp) notifyCall(context, id, { type: 'left', reason })
    else if (call) endCall(context, call, 'the conference ended')
  }
  return state.conferences.get(conference.id) ?? conference
}

function endRecordings(context: TexmlContext, { id }: ConferenceRow): void {
  for (const recording of context.state.texmlRecordings.named(id))
    endRecording(context, recording, 'completed')
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
  const { CallingPartyType, From, FromSipUri, To, ToSipUri } = call ? documentFields(call) : {}
  sendCallback(context, conference.callback, event, `texml.${name}`, {
    AccountSid: conference.account_sid,
    CallSid: callSid,
    CallSidLegacy: callSid,
    ConferenceSid: conferenceSid,
    ConnectionId: call?.application_sid,
    CallingPartyType,
    From,
    FromSipUri,
    To,
    ToSipUri,
    FriendlyName: conference.friendly_name,
    ParticipantLabel: callSid === null ? null : state.conferenceParticipants.get(callSid)?.label,
    StatusCallbackEvent: name,
    SequenceNumber: conference.sequence,
    Timestamp: iso(clock.now()),
  })
}

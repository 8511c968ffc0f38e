import { cutText } from '../cut-text.ts'
import type { CallRow, CallStatus } from '../state/texml-rows.ts'
import { iso, sendCallback, type TexmlContext } from './context.ts'
import { stopFork } from './fork-lifecycle.ts'
import { endRecordingsOf, finishedFields, startRecording } from './recording-lifecycle.ts'

/** Delays until a call is initiated and, with `autoAnswer`, rings and is answered; in seconds. */
const initiateSecs = 1
const ringSecs = 2
const answerSecs = 4

/** Settings of a new phone call. */
export type CallSettings = Pick<
  CallRow,
  | 'account_sid'
  | 'application_sid'
  | 'from'
  | 'to'
  | 'caller_name'
  | 'instructions'
  | 'callback'
  | 'ring_secs'
  | 'limit_secs'
  | 'record'
  | 'detection'
>

const finalStatuses: readonly CallStatus[] = ['completed', 'busy', 'no-answer', 'failed', 'canceled']

/** Returns whether a call is over. */
export function isOver({ status }: CallRow): boolean {
  return finalStatuses.includes(status)
}

/** Settings of a new phone call, however it came about. */
export type NewCall = CallSettings &
  Pick<CallRow, 'direction' | 'parent_call_sid'> &
  Partial<Pick<CallRow, 'keys'>>

/** Adds a queued phone call and returns it. */
export function createCall({ state, clock }: TexmlContext, settings: NewCall): CallRow {
  const now = clock.now()
  return state.calls.put({
    keys: null,
    ...settings,
    id: `v3:${crypto.randomUUID().replaceAll('-', '')}`,
    status: 'queued',
    sequence: 0,
    answered_ms: null,
    ended_ms: null,
    answered_by: null,
    bridge: settings.direction === 'dial' ? 'pending' : null,
    heard: [],
    error: null,
    timeline: [{ at: clock.timestamp(), what: 'queued', detail: null }],
    created_ms: now,
    updated_ms: now,
  })
}

/** Lets a call that came in ring, at most for its `ring_secs`. */
export function startRinging(context: TexmlContext, call: CallRow): CallRow {
  const now = context.clock.now()
  const task = { kind: 'advance-call', call_sid: call.id, step: 'give-up' } as const
  context.scheduler.add(task, call.ring_secs, now)
  return setStatus(context, initiate(context, call, now), 'ringing', 'ringing', now)
}

/** Adds a phone call of a `<Dial>`. It is given up after its `ring_secs`. */
export function placeLeg(context: TexmlContext, settings: Omit<NewCall, 'direction'>): CallRow {
  const now = context.clock.now()
  const leg = createCall(context, { ...settings, direction: 'dial' })
  const task = { kind: 'advance-call', call_sid: leg.id, step: 'give-up' } as const
  context.scheduler.add(task, leg.ring_secs, now)
  return initiate(context, leg, now)
}

/** Queues a new outbound phone call, schedules its steps and returns it. */
export function placeCall(context: TexmlContext, settings: CallSettings): CallRow {
  const { clock, scheduler } = context
  const now = clock.now()
  const call = createCall(context, { ...settings, direction: 'outbound', parent_call_sid: null })
  const schedule = (step: 'initiate' | 'ring' | 'answer' | 'give-up', afterSecs: number) =>
    scheduler.add({ kind: 'advance-call', call_sid: call.id, step }, afterSecs, now)
  schedule('initiate', initiateSecs)
  if (context.autoAnswer) {
    schedule('ring', ringSecs)
    schedule('answer', answerSecs)
  }
  schedule('give-up', call.ring_secs)
  return call
}

/** Performs a scheduled step of a call, if its status still allows the step. */
export function advanceCall(context: TexmlContext, callSid: string, step: string, atMs: number): void {
  const call = context.state.calls.get(callSid)
  if (!call || isOver(call)) return
  if (step === 'initiate') initiate(context, call, atMs)
  else if (step === 'ring') ring(context, call, atMs)
  else if (step === 'answer') answer(context, call, atMs)
  else if (step === 'time-out')
    hangUp(context, call, 'completed', { reason: 'the time limit was reached', cause: 'time_limit', atMs })
  else if (call.status !== 'in-progress')
    hangUp(context, call, 'no-answer', { reason: 'it rang too long', atMs })
}

/** Maximum number of entries in a timeline; the latest are kept. */
const maxEntries = 1000
/** Maximum length of an entry's detail, in characters. */
const maxDetailLength = 64_000

/** Adds an entry to the timeline of a call. */
export function addTimelineEntry(
  { state, clock }: TexmlContext,
  callSid: string,
  what: string,
  detail: string | null,
): void {
  const call = state.calls.get(callSid)
  const entry = { at: clock.timestamp(), what, detail: detail && cutText(detail, maxDetailLength) }
  if (call) state.calls.put({ ...call, timeline: [...call.timeline, entry].slice(-maxEntries) })
}

function initiate(context: TexmlContext, call: CallRow, atMs: number): CallRow {
  return call.status === 'queued' ? setStatus(context, call, 'initiated', 'initiated', atMs) : call
}

/** Lets the remote party ring. */
export function ring(context: TexmlContext, call: CallRow, atMs = context.clock.now()): void {
  const initiated = initiate(context, call, atMs)
  if (initiated.status === 'initiated') setStatus(context, initiated, 'ringing', 'ringing', atMs)
}

/** Who or what answers a call. */
export type AnsweredBy = NonNullable<CallRow['answered_by']>

/** Lets the remote party answer, whether or not it rang before. */
export function answer(
  context: TexmlContext,
  call: CallRow,
  atMs = context.clock.now(),
  by: AnsweredBy = 'human',
): void {
  const initiated = initiate(context, call, atMs)
  if (initiated.status === 'in-progress') return
  const answering = { ...initiated, answered_ms: atMs, answered_by: by }
  const answered = setStatus(context, answering, 'in-progress', 'answered', atMs)
  const limit = { kind: 'advance-call', call_sid: call.id, step: 'time-out' } as const
  context.scheduler.add(limit, call.limit_secs, atMs)
  if (answered.record) startRecording(context, { ...answered.record, call: answered, source: 'OutboundAPI' })
  context.callEvents.emit({ type: 'call.answered', call: answered })
}

/** How a call ended. */
export interface CallEnd {
  /** Reason for the timeline. */
  readonly reason?: string
  /** Party that ended it. Default: neither; callbacks report `unknown`. */
  readonly by?: 'caller' | 'callee'
  /** Hangup cause in callbacks. Default: derived from the final status. */
  readonly cause?: string
  /** Time of the end, in milliseconds since 1970. Default: now. */
  readonly atMs?: number
}

/** Ends a call with a final status. Does nothing if it is over. */
export function hangUp(context: TexmlContext, call: CallRow, status: CallStatus, ending: CallEnd = {}): void {
  if (isOver(call)) return
  const { atMs = context.clock.now() } = ending
  const [recording] = endRecordingsOf(context, call)
  for (const fork of context.state.callForks.of(call.id)) stopFork(context, fork)
  const over = setStatus(
    context,
    { ...initiate(context, call, atMs), ended_ms: atMs },
    status,
    'completed',
    atMs,
    { ...ending, ...(recording && { recorded: finishedFields(context, recording) }) },
  )
  context.callEvents.emit({ type: 'call.ended', call: over })
}

/** Ends a call on behalf of the caller: an unanswered call is canceled. */
export function endCall(context: TexmlContext, call: CallRow, reason: string): void {
  hangUp(context, call, call.answered_ms === null ? 'canceled' : 'completed', { reason, by: 'caller' })
}

function setStatus(
  context: TexmlContext,
  call: CallRow,
  status: CallStatus,
  event: string,
  atMs: number,
  ending?: CallEnd & { readonly recorded?: Readonly<Record<string, string>> },
): CallRow {
  const { state, clock } = context
  const moved = state.calls.put({
    ...call,
    status,
    sequence: call.sequence + 1,
    updated_ms: atMs,
    timeline: [
      ...call.timeline,
      { at: clock.timestamp(atMs), what: status, detail: ending?.reason ?? null },
    ].slice(-maxEntries),
  })
  // A subscription to `busy` alone does not receive other final statuses.
  const callbackEvent = ending && call.callback.events.includes(status) ? status : event
  reportProgress(
    context,
    moved,
    callbackEvent,
    call.sequence,
    atMs,
    ending
      ? { ...endFields(moved, atMs, ending), ...ending.recorded }
      : event === 'answered'
        ? answerFields
        : {},
  )
  return moved
}

/** Sends a status callback of a call for another event than a change of its status. */
export function sendCallProgress(
  context: TexmlContext,
  call: CallRow,
  event: string,
  fields: Readonly<Record<string, string | number>>,
): void {
  if (!call.callback.events.includes(event)) return
  context.state.calls.put({ ...call, sequence: call.sequence + 1 })
  reportProgress(context, call, event, call.sequence, context.clock.now(), fields)
}

function reportProgress(
  context: TexmlContext,
  call: CallRow,
  event: string,
  sequence: number,
  atMs: number,
  fields: Readonly<Record<string, string | number | undefined>>,
): void {
  const { CallStatus = call.status } = fields
  sendCallback(context, call.callback, event, `texml.call.${CallStatus}`, {
    ...progressFields({ ...call, sequence }, atMs),
    ...fields,
  })
}

/** Returns the fields that all requests about the progress of a call have. */
export function progressFields(call: CallRow, atMs: number): Record<string, string> {
  return {
    ...callFields(call),
    CallbackSource: 'call-progress-events',
    SequenceNumber: String(call.sequence),
    Timestamp: iso(atMs),
  }
}

/** Hangup causes in callbacks, by final status. */
const causes: Readonly<Partial<Record<CallStatus, string>>> = {
  completed: 'normal_clearing',
  busy: 'user_busy',
  'no-answer': 'timeout',
  canceled: 'originator_cancel',
}

/** SIP status codes of hang-ups in callbacks, by final status. */
const sipCauses: Readonly<Partial<Record<CallStatus, number>>> = {
  completed: 200,
  busy: 486,
  'no-answer': 480,
  canceled: 487,
}

/** Fields of the callback about an answer: how telephone calls are encoded. */
const answerFields = { Codec: 'PCMU', SamplingRate: 8000 }

function endFields(call: CallRow, endedMs: number, { by, cause }: CallEnd) {
  return {
    CallDuration: durationOf(call),
    StartTime: iso(call.created_ms),
    AnsweredTime: call.answered_ms === null ? undefined : iso(call.answered_ms),
    EndTime: iso(endedMs),
    OccurredAt: iso(endedMs),
    CallControlId: call.id,
    CallLegId: legOf(call),
    CallSessionId: legOf(call),
    HangupCause: cause ?? causes[call.status] ?? 'unspecified',
    HangupSource: by ?? 'unknown',
    // The caller cancels a call that rang too long.
    SipHangupCause: sipCauses[call.status === 'no-answer' && by === undefined ? 'canceled' : call.status],
    ErrorMessage: call.error?.message,
  }
}

/** Returns the UUID of a call's leg. Every call has one leg, which is also its session. */
export function legOf({ id }: CallRow): string {
  return id.replace(/^v3:(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Returns the fields that all callbacks of a call have. */
export function callFields(call: CallRow): Record<string, string> {
  return {
    AccountSid: call.account_sid,
    CallSid: call.id,
    CallSidLegacy: call.id,
    CallStatus: call.status,
    CallInitiatedAt: iso(call.created_ms),
    ConnectionId: call.application_sid,
    From: call.from,
    To: call.to,
    CallerId: call.caller_name ?? call.from,
    ...parentFields(call),
  }
}

/** Returns the fields about the call with the `<Dial>` that placed a call. */
export function parentFields({ parent_call_sid }: CallRow): Record<string, string> {
  return parent_call_sid === null
    ? {}
    : { ParentCallSid: parent_call_sid, ParentCallSidLegacy: parent_call_sid }
}

/** Returns the duration of a call since its answer, in whole seconds; 0 until it is over. */
export function durationOf({ answered_ms, ended_ms }: CallRow): number {
  return answered_ms === null || ended_ms === null ? 0 : Math.round((ended_ms - answered_ms) / 1000)
}

import type { CallRow, CallStatus } from '../state/texml-rows.ts'
import { iso, type TexmlContext, tell } from './context.ts'
import { stopFork } from './fork-lifecycle.ts'
import { beginRecording, endRecordingsOf } from './recording-lifecycle.ts'

/** How long the network takes to begin, and the other end to ring and to answer by itself, in seconds. */
const initiateSecs = 1
const ringSecs = 2
const answerSecs = 4

/** What a call is placed with. */
export type Placing = Pick<
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

const ended: readonly CallStatus[] = ['completed', 'busy', 'no-answer', 'failed', 'canceled']

/** Whether a call is over. */
export function isOver({ status }: CallRow): boolean {
  return ended.includes(status)
}

/** Takes a call into the queue. */
export function placeCall(context: TexmlContext, placing: Placing): CallRow {
  const { state, clock, scheduler } = context
  const now = clock.now()
  const call = state.calls.put({
    ...placing,
    id: `v3:${crypto.randomUUID().replaceAll('-', '')}`,
    status: 'queued',
    sequence: 0,
    answered_ms: null,
    ended_ms: null,
    timeline: [{ at: clock.timestamp(), what: 'queued', detail: null }],
    created_ms: now,
    updated_ms: now,
  })
  const step = (of: 'initiate' | 'ring' | 'answer' | 'give-up', afterSecs: number) =>
    scheduler.add({ kind: 'advance-call', call_sid: call.id, step: of }, afterSecs, now)
  step('initiate', initiateSecs)
  if (context.autoAnswer) {
    step('ring', ringSecs)
    step('answer', answerSecs)
  }
  step('give-up', call.ring_secs)
  return call
}

/** Does what is due of a call, if it still stands so that it can be done. */
export function advanceCall(context: TexmlContext, callSid: string, step: string, atMs: number): void {
  const call = context.state.calls.get(callSid)
  if (!call || isOver(call)) return
  if (step === 'initiate') begin(context, call, atMs)
  else if (step === 'ring') ring(context, call, atMs)
  else if (step === 'answer') answer(context, call, atMs)
  else if (step === 'time-out')
    hangUp(context, call, 'completed', { why: 'its time limit was reached', cause: 'time_limit', atMs })
  else if (call.status !== 'in-progress')
    hangUp(context, call, 'no-answer', { why: 'it rang too long', atMs })
}

/** Writes down what happened to a call. */
export function note(
  { state, clock }: TexmlContext,
  callSid: string,
  what: string,
  detail: string | null,
): void {
  const call = state.calls.get(callSid)
  if (call)
    state.calls.put({ ...call, timeline: [...call.timeline, { at: clock.timestamp(), what, detail }] })
}

function begin(context: TexmlContext, call: CallRow, atMs: number): CallRow {
  return call.status === 'queued' ? move(context, call, 'initiated', 'initiated', atMs) : call
}

/** The other end rings. */
export function ring(context: TexmlContext, call: CallRow, atMs = context.clock.now()): void {
  const begun = begin(context, call, atMs)
  if (begun.status === 'initiated') move(context, begun, 'ringing', 'ringing', atMs)
}

/** The other end answers, whether or not it has rung. */
export function answer(context: TexmlContext, call: CallRow, atMs = context.clock.now()): void {
  const begun = begin(context, call, atMs)
  if (begun.status === 'in-progress') return
  const answered = move(context, { ...begun, answered_ms: atMs }, 'in-progress', 'answered', atMs)
  const limit = { kind: 'advance-call', call_sid: call.id, step: 'time-out' } as const
  context.scheduler.add(limit, call.limit_secs, atMs)
  tellWhoAnswered(context, answered)
  if (answered.record) beginRecording(context, { ...answered.record, call: answered, source: 'OutboundAPI' })
  context.callEvents.tell({ type: 'call.answered', call: answered })
}

/** How a call came to its end. */
export interface Ending {
  /** For the timeline. */
  readonly why?: string
  /** Which side ended it. Default: `unknown`, neither. */
  readonly by?: 'caller' | 'callee'
  /** What callbacks call it. Default: as the call's last status has it. */
  readonly cause?: string
  readonly atMs?: number
}

/** How long it is listened to who answered, in milliseconds. */
const detectionMs = 500

/** Tells who answered, where that was asked for: here always a person, and at once. */
function tellWhoAnswered(context: TexmlContext, call: CallRow): void {
  if (!call.detection) return
  const { CallStatus: _, CallInitiatedAt: __, CallerId: ___, ...fields } = callFields(call)
  tell(context, call.detection, 'answered-by', 'texml.call.answered-by', {
    ...fields,
    AnsweredBy: 'human',
    MachineDetectionDuration: detectionMs,
  })
}

/** Ends a call in one of the ways in which calls end. */
export function hangUp(context: TexmlContext, call: CallRow, status: CallStatus, ending: Ending = {}): void {
  if (isOver(call)) return
  const { atMs = context.clock.now() } = ending
  endRecordingsOf(context, call)
  for (const fork of context.state.callForks.of(call.id)) stopFork(context, fork)
  const over = move(
    context,
    { ...begin(context, call, atMs), ended_ms: atMs },
    status,
    'completed',
    atMs,
    ending,
  )
  context.callEvents.tell({ type: 'call.ended', call: over })
}

/** Ends a call for whoever placed it; one that was not answered yet is canceled. */
export function callOff(context: TexmlContext, call: CallRow, why: string): void {
  hangUp(context, call, call.answered_ms === null ? 'canceled' : 'completed', { why, by: 'caller' })
}

function move(
  context: TexmlContext,
  call: CallRow,
  status: CallStatus,
  event: string,
  atMs: number,
  ending?: Ending,
): CallRow {
  const { state, clock } = context
  const moved = state.calls.put({
    ...call,
    status,
    sequence: call.sequence + 1,
    updated_ms: atMs,
    timeline: [...call.timeline, { at: clock.timestamp(atMs), what: status, detail: ending?.why ?? null }],
  })
  // Who asks for `busy` alone is not told of other ends.
  const asked = ending && call.callback.events.includes(status) ? status : event
  tell(context, call.callback, asked, `texml.call.${status}`, {
    ...callFields(moved),
    CallbackSource: 'call-progress-events',
    SequenceNumber: call.sequence,
    Timestamp: iso(atMs),
    ...(ending ? endFields(moved, atMs, ending) : {}),
  })
  return moved
}

/** Why a call ended that did, in the words of callbacks. */
const causes: Readonly<Partial<Record<CallStatus, string>>> = {
  completed: 'normal_clearing',
  busy: 'user_busy',
  'no-answer': 'timeout',
  canceled: 'originator_cancel',
}

function endFields(call: CallRow, endedMs: number, { by, cause }: Ending) {
  return {
    CallDuration: durationOf(call),
    AnsweredTime: call.answered_ms === null ? undefined : iso(call.answered_ms),
    EndTime: iso(endedMs),
    OccurredAt: iso(endedMs),
    CallControlId: call.id,
    CallLegId: legOf(call),
    CallSessionId: legOf(call),
    HangupCause: cause ?? causes[call.status] ?? 'unspecified',
    HangupSource: by ?? 'unknown',
  }
}

/** Identifies a call's leg (UUID); each call here is a session of one. */
function legOf({ id }: CallRow): string {
  return id.replace(/^v3:(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** What all callbacks about a call have. */
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
  }
}

/** How long a call lasted, in whole seconds since its answer. */
export function durationOf({ answered_ms, ended_ms }: CallRow): number {
  return answered_ms === null || ended_ms === null ? 0 : Math.round((ended_ms - answered_ms) / 1000)
}

import { elementsOf, readAttributes, type TexmlElement, textOf, verbs } from '@greenroom/core/texml/language'
import type { CallRow } from '../../state/texml-rows.ts'
import { answer, durationOf, endCall, isOver, placeLeg } from '../../texml/call-lifecycle.ts'
import { callbackRow } from '../../texml/context.ts'
import { detectionRow } from '../../texml/machine-detection.ts'
import { endRecording, finishedFields, startRecording } from '../../texml/recording-lifecycle.ts'
import { addHeard } from '../prompts.ts'
import { type Step, type Turn, type VerbHandler, wait } from '../verb-handler.ts'
import { type DialOutcome, dialAction, notifyDialAction } from './dial-action.ts'

/** The calls that a `<Dial>` placed. */
interface DialLegsMemory {
  /** Position of the next target that is called. */
  readonly nextTarget: number
  /** The calls so far. */
  readonly legs: readonly string[]
  /** The call that was answered first. */
  readonly answered: string | null
  readonly isBridged: boolean
  readonly recordingSid: string | null
  /** Whether it is over, while its `action` is requested. */
  readonly isOver: boolean
}

type LegsTurn = Turn<'Dial', DialLegsMemory>

const start: DialLegsMemory = {
  nextTarget: 0,
  legs: [],
  answered: null,
  isBridged: false,
  recordingSid: null,
  isOver: false,
}
/** Maximum number of parties that are called at once. */
const maxTargets = 100
/** Name of the timer event at the maximum length of the recording. */
const recordingEnd = 'recording ended'

/** Executes `<Dial>` with `<Number>` and `<Sip>`, or with a number as its text. */
export const dialLegs: VerbHandler<'Dial', DialLegsMemory> = {
  answers: ({ attributes }) => !attributes.answerOnBridge,
  begin(turn) {
    const { audioUrl, ringTone } = turn.attributes
    turn.remember(start)
    turn.note('ringback', audioUrl ?? ringTone)
    if (isRecordedFrom(turn, 'ringing')) record(turn)
    return callNext(turn)
  },
  on(turn, event) {
    const { answered, legs } = memoryOf(turn)
    if (event.type === 'key' && event.key === '*' && turn.attributes.hangupOnStar && answered !== null) {
      endLeg(turn, answered, 'the caller pressed *')
    }
    if (event.type === 'timer' && event.what === recordingEnd) endRecordingOf(turn)
    if (event.type !== 'leg' || memoryOf(turn).isOver || !legs.includes(event.call.id)) return wait
    if (event.what === 'answered') takeAnswer(turn, event.call)
    else if (event.what === 'bridged') connect(turn, event.call)
    else if (answered === event.call.id) return endDial(turn, event.call)
    else if (answered === null && event.what === 'ended') return goOn(turn, event.call)
    return wait
  },
  abandon(turn, why) {
    const { answered, legs, isOver: isDialOver } = memoryOf(turn)
    if (isDialOver) return
    const leg = turn.context.state.calls.get(answered ?? legs.at(-1) ?? '')
    for (const sid of legs) endLeg(turn, sid, why === 'hangup' ? 'the caller hung up' : 'the caller went on')
    endRecordingOf(turn)
    if (why === 'hangup' && leg) notifyDialAction(turn, outcomeOf(turn, leg.id))
  },
}

function memoryOf({ memory }: LegsTurn): DialLegsMemory {
  return memory ?? start
}

/** Calls all targets at once, or the next one of them with `sequential`. */
function callNext(turn: LegsTurn): Step {
  const memory = memoryOf(turn)
  const { nextTarget } = memory
  const targets = targetsOf(turn.element).slice(
    nextTarget,
    turn.attributes.sequential ? nextTarget + 1 : maxTargets,
  )
  const legs = targets.map((target) => placeLeg(turn.context, legSettings(turn, target)))
  for (const { id, to } of legs) turn.note('dialed', `${to} (${id})`)
  turn.remember({
    ...memory,
    nextTarget: nextTarget + legs.length,
    legs: [...memory.legs, ...legs.map(({ id }) => id)],
  })
  return targets.length > 0 ? wait : dialAction(turn, { status: 'failed', secs: 0 })
}

/** Returns the elements with something to call: nouns with a text, or the `<Dial>` itself. */
function targetsOf(element: TexmlElement): TexmlElement[] {
  const nouns = elementsOf(element).filter(({ name }) => name === 'Number' || name === 'Sip')
  return (nouns.length > 0 ? nouns : [element]).filter((target) => textOf(target).trim() !== '')
}

function legSettings(turn: LegsTurn, target: TexmlElement): Parameters<typeof placeLeg>[1] {
  const { call, attributes } = turn
  const noun = nounAttributes(target)
  const address = noun.url === undefined ? undefined : turn.resolve(noun.url)
  const absolute = (url: string | undefined) => (url === undefined ? undefined : turn.resolve(url))
  if (noun.url !== undefined && address === undefined) turn.note('document not run', noun.url)
  return {
    account_sid: call.account_sid,
    application_sid: call.application_sid,
    from: attributes.callerId ?? call.from,
    to: textOf(target).trim(),
    caller_name: attributes.fromDisplayName ?? null,
    parent_call_sid: call.id,
    instructions: { texml: null, urls: address === undefined ? [] : [{ url: address, method: noun.method }] },
    callback: callbackRow(
      absolute(noun.statusCallback),
      noun.statusCallbackEvent.join(' '),
      '',
      noun.statusCallbackMethod,
    ),
    ring_secs: attributes.timeout,
    limit_secs: attributes.timeLimit,
    record: null,
    detection: detectionRow(noun.machineDetection, absolute(noun.amdStatusCallback), 'POST'),
    keys: noun.sendDigits ?? null,
  }
}

/** Returns the attributes of a noun; those of an empty `<Number>` for a number in the `<Dial>` itself. */
function nounAttributes(target: TexmlElement) {
  if (target.name === 'Sip') return { ...readAttributes(verbs.Sip, target).values, sendDigits: undefined }
  return readAttributes(verbs.Number, target.name === 'Number' ? target : { attributes: {} }).values
}

/** Connects the first party that answered, once its document is over. The others are no longer called. */
function takeAnswer(turn: LegsTurn, leg: CallRow): void {
  const memory = memoryOf(turn)
  if (memory.answered !== null) return
  turn.remember({ ...memory, answered: leg.id })
  turn.note('answered', leg.to)
  for (const sid of memory.legs) if (sid !== leg.id) endLeg(turn, sid, 'another party answered')
  if (leg.keys) addHeard(turn.context, leg.id, { verb: 'Number', text: leg.keys }, leg.keys.length / 2)
  if (isRecordedFrom(turn, 'answer')) record(turn)
}

function connect(turn: LegsTurn, { id }: CallRow): void {
  const { context } = turn
  const leg = context.state.calls.get(id)
  const memory = memoryOf(turn)
  if (!leg || memory.answered !== id) return
  turn.remember({ ...memory, isBridged: true })
  context.state.calls.put({ ...leg, bridge: 'connected' })
  turn.note('bridged', leg.to)
  const { status, direction } = turn.call
  if (direction === 'inbound' && status !== 'in-progress') answer(context, turn.call)
}

/** Goes on after a call that was not answered. */
function goOn(turn: LegsTurn, leg: CallRow): Step {
  const { legs, nextTarget } = memoryOf(turn)
  const isCalling = legs.some((sid) => {
    const other = turn.context.state.calls.get(sid)
    return other !== undefined && !isOver(other)
  })
  if (isCalling) return wait
  const hasNext = turn.attributes.sequential && nextTarget < targetsOf(turn.element).length
  return hasNext ? callNext(turn) : endDial(turn, leg)
}

/** Ends the verb after the call that was answered, or after the last one. */
function endDial(turn: LegsTurn, leg: CallRow): Step {
  const memory = memoryOf(turn)
  if (memory.answered !== null && !memory.isBridged) {
    turn.remember({ ...memory, answered: null })
    const hasNext = turn.attributes.sequential && memory.nextTarget < targetsOf(turn.element).length
    if (hasNext) return callNext(turn)
  }
  endRecordingOf(turn)
  turn.remember({ ...memoryOf(turn), isOver: true })
  return dialAction(turn, outcomeOf(turn, leg.id))
}

function outcomeOf(turn: LegsTurn, callSid: string): DialOutcome {
  const { state, clock } = turn.context
  const { isBridged, recordingSid } = memoryOf(turn)
  const leg = state.calls.get(callSid)
  const recording = recordingSid === null ? undefined : state.texmlRecordings.get(recordingSid)
  return {
    status: isBridged ? 'completed' : statusOf(leg),
    secs: leg && isBridged ? durationOf({ ...leg, ended_ms: leg.ended_ms ?? clock.now() }) : 0,
    callSid,
    recorded: recording && finishedFields(turn.context, recording),
  }
}

/** Returns how a call ended that was not connected. A party that hangs up before that did not answer. */
function statusOf(leg: CallRow | undefined): DialOutcome['status'] {
  const status = leg?.status
  return status === 'busy' || status === 'canceled' || status === 'failed' ? status : 'no-answer'
}

function endLeg({ context }: LegsTurn, sid: string, reason: string): void {
  const leg = context.state.calls.get(sid)
  if (leg && !isOver(leg)) endCall(context, leg, reason)
}

function isRecordedFrom({ attributes }: LegsTurn, moment: 'ringing' | 'answer'): boolean {
  return attributes.record.startsWith(`record-from-${moment}`)
}

function record(turn: LegsTurn): void {
  const { context, call, attributes } = turn
  const isDual = attributes.record.endsWith('-dual') || attributes.recordingChannels === 'dual'
  const url = attributes.recordingStatusCallback
  const { id } = startRecording(context, {
    call,
    channels: isDual ? 2 : 1,
    track: 'both',
    source: 'DialVerb',
    callback: {
      ...callbackRow(
        url === undefined ? undefined : turn.resolve(url),
        attributes.recordingStatusCallbackEvent.join(' '),
        '',
        attributes.recordingStatusCallbackMethod,
      ),
      sends_url: attributes.sendRecordingUrl,
    },
  })
  turn.remember({ ...memoryOf(turn), recordingSid: id })
  if (attributes.recordMaxLength > 0) turn.after(attributes.recordMaxLength, recordingEnd)
}

function endRecordingOf(turn: LegsTurn): void {
  const { recordingSid } = memoryOf(turn)
  const recording = recordingSid === null ? undefined : turn.context.state.texmlRecordings.get(recordingSid)
  if (recording && recording.ended_ms === null) endRecording(turn.context, recording, 'completed')
}

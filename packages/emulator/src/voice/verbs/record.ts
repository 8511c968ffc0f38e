import type { TexmlRecordingRow } from '../../state/texml-rows.ts'
import { callbackRow } from '../../texml/context.ts'
import { endRecording, recordingFields, startRecording } from '../../texml/recording-lifecycle.ts'
import { actionOr, next, type Step, type Turn, type VerbHandler, wait } from '../verb-handler.ts'

/** The recording, and the silence after speech. */
export interface RecordMemory {
  readonly recording_sid: string
  /** How often something was said. Silence after earlier speech is void. */
  readonly speeches: number
}

type RecordTurn = Turn<'Record', RecordMemory>

/** Name of the timer event at the maximum length. */
const maxLengthReached = 'maximum length'

/**
 * Executes `<Record>`: records until a key, silence after speech, the maximum length or a hang-up. After a
 * hang-up, `action` is requested and its response ignored.
 */
export const record: VerbHandler<'Record', RecordMemory> = {
  begin(turn) {
    const { playBeep, maxLength } = turn.attributes
    if (playBeep) turn.note('beep')
    turn.remember({ recording_sid: start(turn).id, speeches: 0 })
    if (maxLength > 0) turn.after(maxLength, maxLengthReached)
    return wait
  },
  on(turn, event) {
    const { finishOnKey, timeout, action, method } = turn.attributes
    const { memory } = turn
    if (!memory) return wait
    if (event.type === 'speech') {
      const speeches = memory.speeches + 1
      turn.remember({ ...memory, speeches })
      if (timeout > 0) turn.after(timeout, silenceAfter(speeches))
    }
    const key = event.type === 'key' && finishOnKey.includes(event.key) ? event.key : undefined
    const isOver =
      event.type === 'timer' && [maxLengthReached, silenceAfter(memory.speeches)].includes(event.what)
    if (key === undefined && !isOver) return wait
    const fields = end(turn, memory)
    // Only with a timeout does the platform listen for speech, and so know that nothing was said.
    const isSilent = timeout > 0 && memory.speeches === 0 && key === undefined
    return isSilent ? skip(turn) : actionOr(action, method, { ...fields, Digits: key })
  },
  abandon(turn, why) {
    const { action, method } = turn.attributes
    const fields = turn.memory && end(turn, turn.memory)
    if (why === 'replaced' || action === undefined || !fields) return
    turn.notify({ url: action, method, fields: { ...fields, Digits: 'hangup' } }, 'texml.record.action')
  },
}

function silenceAfter(speeches: number): string {
  return `silence after ${speeches}`
}

function start({ context, call, attributes, resolve }: RecordTurn): TexmlRecordingRow {
  const { transcription, transcriptionCallback } = attributes
  const { recordingStatusCallback, recordingStatusCallbackEvent, recordingStatusCallbackMethod } = attributes
  const callback = (url: string | undefined, events: readonly string[], method: 'GET' | 'POST') =>
    callbackRow(url && resolve(url), events.join(' '), '', method)
  return startRecording(context, {
    call,
    channels: attributes.channels === 'single' ? 1 : 2,
    track: 'inbound',
    source: 'RecordVerb',
    format: attributes.format,
    trims: attributes.trim !== undefined,
    callback: callback(recordingStatusCallback, recordingStatusCallbackEvent, recordingStatusCallbackMethod),
    transcription_callback:
      transcription && transcriptionCallback !== undefined
        ? callback(transcriptionCallback, ['completed'], 'POST')
        : null,
  })
}

/** Ends the recording, unless the call or the API ended it before, and returns its fields. */
function end({ context }: RecordTurn, { recording_sid }: RecordMemory): Record<string, string> | undefined {
  const recording = context.state.texmlRecordings.get(recording_sid)
  if (!recording) return undefined
  const ended = recording.ended_ms === null ? endRecording(context, recording, 'completed') : recording
  return recordingFields(context, ended)
}

function skip(turn: RecordTurn): Step {
  turn.note('nothing was said')
  return next
}

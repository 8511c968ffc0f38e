import {
  childIdOf,
  elementsOf,
  readAttributes,
  type TexmlElement,
  verbs,
} from '@greenroom/core/texml/language'
import type { CallForkRow } from '../../state/texml-rows.ts'
import { callbackRow } from '../../texml/context.ts'
import { startFork, stopFork } from '../../texml/fork-lifecycle.ts'
import { startRecording } from '../../texml/recording-lifecycle.ts'
import { streamSettings } from '../stream-settings.ts'
import { openStream } from '../streams.ts'
import { next, type Turn, type VerbHandler } from '../verb-handler.ts'

type StartTurn = Turn<'Start'>
type StopTurn = Turn<'Stop'>

/** Begins what an element of `<Start>` names. */
type Starter = (turn: StartTurn, element: TexmlElement) => void

const starters: ReadonlyMap<string, Starter> = new Map([
  ['Stream', startStream],
  ['Siprec', startSiprec],
  ['Transcription', startTranscription],
  ['Suppression', startSuppression],
  ['Recording', startCallRecording],
])

/** Executes `<Start>`: what it begins runs until `<Stop>` or the end of the call. */
export const start: VerbHandler<'Start'> = {
  begin(turn) {
    for (const element of elementsOf(turn.element)) {
      const begin = starters.get(childIdOf(verbs.Start, element) ?? '')
      if (begin) begin(turn, element)
      else turn.note('not executed', `<${element.name}> in <Start>`)
    }
    return next
  },
}

/** What an element of `<Stop>` ends. */
const stopped: ReadonlyMap<string, CallForkRow['kind']> = new Map([
  ['Stop.Stream', 'stream'],
  ['Stop.Siprec', 'siprec'],
  ['Transcription', 'transcription'],
  ['Suppression', 'suppression'],
])

/** Executes `<Stop>`: ends what has the name, or else the newest one. */
export const stop: VerbHandler<'Stop'> = {
  begin(turn) {
    for (const element of elementsOf(turn.element)) {
      const kind = stopped.get(childIdOf(verbs.Stop, element) ?? '')
      const fork = kind && runningFork(turn, kind, element.attributes['name'])
      if (fork) stopFork(turn.context, fork)
      else turn.note('not executed', `<${element.name}> in <Stop>: nothing to end`)
    }
    return next
  },
}

function runningFork(
  { context, call }: StartTurn | StopTurn,
  kind: CallForkRow['kind'],
  name?: string,
): CallForkRow | undefined {
  return context.state.callForks
    .of(call.id)
    .find(
      (fork) =>
        fork.kind === kind && fork.status === 'in-progress' && (name === undefined || fork.name === name),
    )
}

function callbackOf({ resolve }: StartTurn, url: string | undefined, events: string, method: 'GET' | 'POST') {
  return callbackRow(url && resolve(url), events, '', method)
}

function startStream(turn: StartTurn, element: TexmlElement): void {
  const settings = streamSettings(element, turn.resolve)
  if (settings) openStream(turn.context, turn.call, settings)
  else turn.note('not executed', '<Stream> has no WebSocket address')
}

function startSiprec(turn: StartTurn, element: TexmlElement): void {
  const {
    connectorName,
    name = null,
    track,
    statusCallback,
    statusCallbackMethod,
  } = readAttributes(verbs.Siprec, element).values
  if (!connectorName) {
    turn.note('not executed', '<Siprec> has no connectorName')
    return
  }
  const callback = callbackOf(turn, statusCallback, 'started stopped', statusCallbackMethod)
  startFork(turn.context, turn.call, 'siprec', { name, track, callback })
}

function startTranscription(turn: StartTurn, element: TexmlElement): void {
  const { interimResults, transcriptionTracks, transcriptionCallback, transcriptionCallbackMethod } =
    readAttributes(verbs.Transcription, element).values
  const events = interimResults ? 'interim final' : 'final'
  replaceFork(turn, 'transcription', {
    name: null,
    track: transcriptionTracks,
    callback: callbackOf(turn, transcriptionCallback, events, transcriptionCallbackMethod),
  })
}

function startSuppression(turn: StartTurn, element: TexmlElement): void {
  const { direction } = readAttributes(verbs.Suppression, element).values
  const callback = callbackRow(undefined, '', '', undefined)
  replaceFork(turn, 'suppression', { name: null, track: direction, callback })
}

/** Starts a transcription or a suppression, of which a call has one at a time. */
function replaceFork(
  turn: StartTurn,
  kind: 'transcription' | 'suppression',
  settings: Pick<CallForkRow, 'name' | 'track' | 'callback'>,
): void {
  const running = runningFork(turn, kind)
  if (running) stopFork(turn.context, running)
  startFork(turn.context, turn.call, kind, settings)
}

function startCallRecording(turn: StartTurn, element: TexmlElement): void {
  const { channels, track, ...attributes } = readAttributes(verbs.Recording, element).values
  startRecording(turn.context, {
    call: turn.call,
    channels: channels === 'dual' ? 2 : 1,
    track,
    source: 'StartRecordingVerb',
    format: attributes.format,
    trims: attributes.trim !== undefined,
    callback: callbackOf(
      turn,
      attributes.recordingStatusCallback,
      attributes.recordingStatusCallbackEvent.join(' '),
      attributes.recordingStatusCallbackMethod,
    ),
  })
}

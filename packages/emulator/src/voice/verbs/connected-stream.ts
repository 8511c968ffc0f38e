import { elementsOf, readAttributes, type TexmlElement, verbs } from '@greenroom/core/texml/language'
import * as v from 'valibot'
import { legOf } from '../../texml/call-lifecycle.ts'
import { callbackRow } from '../../texml/context.ts'
import { startFork, stopFork } from '../../texml/fork-lifecycle.ts'
import { addHeard } from '../prompts.ts'
import { socketAddress } from '../socket-address.ts'
import type { SocketEvent } from '../socket-registry.ts'
import { toneMulaw } from '../tone.ts'
import { actionOr, type Step, type Turn, type VerbHandler, wait } from '../verb-handler.ts'

/** The stream of a call's audio, and what the application lets the caller hear. */
export interface StreamMemory {
  /** The fork that reports it; null until the WebSocket is open. */
  readonly fork: string | null
  /** Number of frames sent so far. */
  readonly sequence: number
  /** Number of audio chunks sent so far. */
  readonly chunks: number
  /** When the audio of the application ends, in milliseconds since 1970. */
  readonly playUntilMs: number
  /** Marks that wait for the end of the audio before them. */
  readonly marks: readonly { readonly name: string; readonly dueMs: number }[]
}

type StreamTurn = Turn<'Connect', StreamMemory>

/** Audio in one frame, and how often frames are sent: several at a time, so that a clock moves fast. */
const chunkMs = 20
const burstSecs = 0.2
const sampleRate = 8000
/** Assumed length of a file from the application, in milliseconds. */
const fileMs = 5000
const maxMarks = 1000
/** How long the clock waits for a reaction to the start or a key, in milliseconds of real time. */
const reactionMs = 100
const burst = 'audio'
const markDue = 'mark'

/** Frames of the application. */
const StreamFrame = v.variant('event', [
  v.object({ event: v.literal('media'), media: v.object({ payload: v.pipe(v.string(), v.base64()) }) }),
  v.object({ event: v.literal('mark'), mark: v.object({ name: v.string() }) }),
  v.object({ event: v.literal('clear') }),
])

/** Executes `<Stream>` of `<Connect>`: audio over a WebSocket in both directions, until the socket closes. */
export const connectedStream: VerbHandler<'Connect', StreamMemory> = {
  begin(turn) {
    turn.remember({ fork: null, sequence: 0, chunks: 0, playUntilMs: 0, marks: [] })
    const url = socketAddress(streamElement(turn))
    const refused = url === undefined ? 'it has no WebSocket address' : turn.connect(url)
    return refused === undefined ? wait : end(turn, refused)
  },
  on(turn, event) {
    const { memory } = turn
    if (!memory) return wait
    if (event.type === 'socket') return takeSocketEvent(turn, event)
    if (memory.fork === null) return wait
    if (event.type === 'key') {
      const occurred_at = turn.context.clock.timestamp()
      send(turn, { event: 'dtmf', occurred_at, dtmf: { digit: event.key } }, reactionMs)
    }
    if (event.type === 'timer' && event.what === burst) sendAudio(turn)
    if (event.type === 'timer' && event.what === markDue) returnMarks(turn, turn.context.clock.now())
    return wait
  },
  abandon(turn) {
    stop(turn)
  },
}

function streamElement({ element }: StreamTurn): TexmlElement {
  return elementsOf(element).find(({ name }) => name === 'Stream') ?? element
}

function attributesOf(turn: StreamTurn) {
  return readAttributes(verbs.Stream, streamElement(turn)).values
}

function takeSocketEvent(turn: StreamTurn, event: SocketEvent): Step {
  if (event.what === 'closed') return end(turn, event.reason)
  if (event.what === 'message') takeMessage(turn, event.text)
  else open(turn)
  return wait
}

/** Reports the start of the stream, in a callback and over the WebSocket. */
function open(turn: StreamTurn): void {
  const { context, call, memory } = turn
  if (!memory) return
  const { name = null, track, statusCallback, statusCallbackMethod } = attributesOf(turn)
  const callback = callbackRow(
    statusCallback && turn.resolve(statusCallback),
    'started stopped',
    '',
    statusCallbackMethod,
  )
  const fork = startFork(context, call, 'stream', { name, track, callback })
  turn.remember({ ...memory, fork: fork.id })
  turn.sendFrame({ event: 'connected', version: '1.0.0' })
  const parameters = elementsOf(streamElement(turn))
    .filter((child) => child.name === 'Parameter')
    .map((parameter) => readAttributes(verbs.Parameter, parameter).values)
  send(
    turn,
    {
      event: 'start',
      start: {
        user_id: call.account_sid,
        call_control_id: call.id,
        call_session_id: legOf(call),
        from: call.from,
        to: call.to,
        tags: [],
        custom_parameters: Object.fromEntries(parameters.map(({ name, value }) => [name, value])),
        media_format: { encoding: 'PCMU', sample_rate: sampleRate, channels: 1 },
      },
    },
    reactionMs,
  )
  turn.after(burstSecs, burst)
}

/** Sends a frame with its number and the id of the stream. */
function send(turn: StreamTurn, frame: object, answerMs?: number): void {
  const { memory } = turn
  if (!memory) return
  const sequence = memory.sequence + 1
  turn.remember({ ...memory, sequence })
  turn.sendFrame({ ...frame, sequence_number: String(sequence), stream_id: memory.fork }, answerMs)
}

/** Sends the audio of the last moments: a tone, since the emulator has no line. */
function sendAudio(turn: StreamTurn): void {
  const { track } = attributesOf(turn)
  const tracks = track === 'both_tracks' ? ['inbound', 'outbound'] : [track.replace('_track', '')]
  for (let at = 0; at < burstSecs * 1000; at += chunkMs) {
    const { memory } = turn
    if (!memory) return
    const chunk = memory.chunks + 1
    turn.remember({ ...memory, chunks: chunk })
    const timestamp = String((chunk - 1) * chunkMs)
    const payload = toneMulaw(((chunk - 1) * chunkMs) / 1000, chunkMs / 1000)
    for (const name of tracks)
      send(turn, { event: 'media', media: { track: name, chunk: String(chunk), timestamp, payload } })
  }
  turn.after(burstSecs, burst)
}

function takeMessage(turn: StreamTurn, text: string): void {
  const read = v.safeParse(StreamFrame, parseJson(text))
  const { memory } = turn
  if (!memory) return
  if (!read.success) {
    turn.note('invalid frame')
    const detail = 'The frame is not media, mark or clear, or its fields are invalid'
    turn.sendFrame({
      event: 'error',
      stream_id: memory.fork,
      payload: { code: 100003, title: 'malformed_frame', detail },
    })
    return
  }
  const frame = read.output
  if (frame.event === 'media') play(turn, memory, frame.media.payload)
  else if (frame.event === 'mark') addMark(turn, memory, frame.mark.name)
  else {
    turn.remember({ ...memory, playUntilMs: 0 })
    returnMarks(turn, Number.POSITIVE_INFINITY)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Lets the caller hear audio after what is played already. */
function play(turn: StreamTurn, memory: StreamMemory, payload: string): void {
  const { context, call } = turn
  const { bidirectionalMode, bidirectionalCodec } = attributesOf(turn)
  const isMulaw = bidirectionalMode === 'rtp' && /^PCM[UA]$/.test(bidirectionalCodec)
  const lengthMs = isMulaw ? ((payload.length * 3) / 4 / sampleRate) * 1000 : fileMs
  const now = context.clock.now()
  const isPlaying = memory.playUntilMs > now
  if (!isPlaying) addHeard(context, call.id, { verb: 'Stream' })
  turn.remember({ ...memory, playUntilMs: (isPlaying ? memory.playUntilMs : now) + lengthMs })
  turn.answered(reactionMs)
}

/** Adds a mark, which is returned when the audio before it has ended. */
function addMark(turn: StreamTurn, memory: StreamMemory, name: string): void {
  const now = turn.context.clock.now()
  if (memory.marks.length >= maxMarks) return
  turn.remember({ ...memory, marks: [...memory.marks, { name, dueMs: memory.playUntilMs }] })
  if (memory.playUntilMs <= now) returnMarks(turn, now)
  else turn.after((memory.playUntilMs - now) / 1000, markDue)
}

function returnMarks(turn: StreamTurn, nowMs: number): void {
  const { memory } = turn
  if (!memory) return
  // The clock adds fractions of milliseconds.
  const isDue = ({ dueMs }: StreamMemory['marks'][number]) => dueMs <= nowMs + 1
  turn.remember({ ...memory, marks: memory.marks.filter((mark) => !isDue(mark)) })
  for (const { name } of memory.marks.filter(isDue)) send(turn, { event: 'mark', mark: { name } }, reactionMs)
}

/** Reports the end of the stream and closes the WebSocket. */
function stop(turn: StreamTurn): void {
  const { context, call, memory } = turn
  const fork = memory?.fork ? context.state.callForks.get(memory.fork) : undefined
  if (fork) {
    send(turn, { event: 'stop', stop: { user_id: call.account_sid, call_control_id: call.id } })
    stopFork(context, fork)
  }
  turn.disconnect()
}

function end(turn: StreamTurn, reason: string): Step {
  turn.note('stream ended', reason)
  const wasOpen = turn.memory?.fork !== null
  stop(turn)
  const { action, method } = turn.attributes
  return actionOr(action, method, { Reason: wasOpen ? 'customer_disconnect' : 'service_error' })
}

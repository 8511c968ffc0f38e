import * as v from 'valibot'
import { parseJson } from '../parse-json.ts'
import type { CallForkRow, CallRow } from '../state/texml-rows.ts'
import { addTimelineEntry, legOf } from '../texml/call-lifecycle.ts'
import { notifyCall, type TexmlContext } from '../texml/context.ts'
import {
  reportStreamError,
  reportStreamStart,
  sendStreamFrame,
  startFork,
  stopFork,
} from '../texml/fork-lifecycle.ts'
import { addHeard } from './prompts.ts'
import type { SocketEvent } from './socket-registry.ts'
import { toneMulaw } from './tone.ts'

/** What a stream of a call's audio is to do. */
export interface StreamSettings
  extends Pick<CallForkRow, 'name' | 'track' | 'callback'>,
    Pick<StreamSocket, 'url' | 'gets' | 'reconnects' | 'parameters'> {}

/** A stream with a WebSocket. */
type Stream = CallForkRow & { readonly socket: StreamSocket }
type StreamSocket = NonNullable<CallForkRow['socket']>

/** Audio in one frame, and how often frames are sent: several at a time, so that a clock moves fast. */
const chunkMs = 20
const burstSecs = 0.2
const sampleRate = 8000
/** Assumed length of a file from the application, in milliseconds. */
const fileMs = 5000
const maxMarks = 1000
/** How long the clock waits for a reaction to the start or a key, in milliseconds of real time. */
const reactionMs = 100
/** How often a lost WebSocket is opened again, and the seconds before that. */
const maxAttempts = 3
const reconnectSecs = 1
/** Close codes of an application that has finished: with status 1000, or without any. */
const closedOnPurpose: readonly (number | undefined)[] = [1000, 1005]

/** Frames of the application. */
const StreamFrame = v.variant('event', [
  v.object({ event: v.literal('media'), media: v.object({ payload: v.pipe(v.string(), v.base64()) }) }),
  v.object({ event: v.literal('mark'), mark: v.object({ name: v.string() }) }),
  v.object({ event: v.literal('clear') }),
])

/**
 * Starts a stream over a WebSocket in both directions, and returns it. It ends with the call, with
 * `stopFork`, or when the application closes the socket, which a `stream-ended` event reports to the call. On
 * a machine that must not be reached, it counts as started.
 */
export function openStream(
  context: TexmlContext,
  call: CallRow,
  { name, track, callback, ...settings }: StreamSettings,
): CallForkRow {
  const stream = { name, track, callback }
  const refused = context.outbox.prohibition(settings.url)
  if (refused !== undefined) {
    addTimelineEntry(context, call.id, 'stream not opened', refused)
    return startFork(context, call, 'stream', stream)
  }
  const fork = startFork(context, call, 'stream', {
    ...stream,
    socket: { ...settings, is_open: false, attempts: 0, sequence: 0, chunks: 0, play_until_ms: 0, marks: [] },
  })
  connect(context, fork.id, settings.url)
  return context.state.callForks.get(fork.id) ?? fork
}

/** Performs a scheduled task of a stream, if the stream is under way. */
export function advanceStream(context: TexmlContext, forkId: string, what: StreamTask): void {
  const stream = streamOf(context, forkId)
  if (!stream) return
  if (what === 'audio') sendAudio(context, stream)
  else if (what === 'mark') returnMarks(context, stream, context.clock.now())
  else connect(context, forkId, stream.socket.url)
}

/** What is due for a stream. */
type StreamTask = 'audio' | 'mark' | 'reconnect'

/** Sends a key of the remote party to the streams of its call. */
export function streamKey(context: TexmlContext, callSid: string, digit: string): void {
  for (const { id } of context.state.callForks.of(callSid)) {
    const stream = streamOf(context, id)
    const occurred_at = context.clock.timestamp()
    if (stream) send(context, stream, [{ event: 'dtmf', occurred_at, dtmf: { digit } }], reactionMs)
  }
}

/** Stops a stream, and lets the call go on that waits for its end. Returns the stream. */
export function endStream(context: TexmlContext, fork: CallForkRow): CallForkRow {
  const was_open = fork.socket?.is_open ?? true
  const stopped = stopFork(context, fork)
  notifyCall(context, fork.call_sid, { type: 'stream-ended', fork_id: fork.id, was_open })
  return stopped
}

/** Returns a stream with a WebSocket that has not ended. */
function streamOf({ state }: TexmlContext, forkId: string): Stream | undefined {
  const fork = state.callForks.get(forkId)
  return fork?.socket && fork.status === 'in-progress' ? (fork as Stream) : undefined
}

function update(context: TexmlContext, { id }: Stream, change: Partial<StreamSocket>): Stream | undefined {
  const current = streamOf(context, id)
  if (!current) return undefined
  const socket = { ...current.socket, ...change }
  return context.state.callForks.put({ ...current, socket }) as Stream
}

function schedule({ scheduler, clock }: TexmlContext, { id }: Stream, what: StreamTask, secs: number): void {
  scheduler.add({ kind: 'advance-stream', fork_id: id, what }, secs, clock.now())
}

/** Sends frames with their numbers and the id of the stream. */
function send(context: TexmlContext, stream: Stream, frames: readonly object[], answerMs?: number): void {
  const { sequence } = stream.socket
  for (const [index, frame] of frames.entries())
    sendStreamFrame(context, stream, { ...frame, sequence_number: String(sequence + index + 1) }, answerMs)
  update(context, stream, { sequence: sequence + frames.length })
}

function connect(context: TexmlContext, forkId: string, url: string): void {
  context.sockets.open(forkId, url, (event) => {
    const stream = streamOf(context, forkId)
    if (!stream) return
    if (event.what === 'opened') begin(context, stream)
    else if (event.what === 'message') takeMessage(context, stream, event.text)
    else takeClose(context, stream, event)
  })
}

/** Sends the first frames. Audio follows from then on, also after the socket was opened again. */
function begin(context: TexmlContext, stream: Stream): void {
  const call = context.state.calls.get(stream.call_sid)
  const opened = update(context, stream, { is_open: true, attempts: 0 })
  if (!call || !opened) return
  if (!stream.socket.is_open) {
    reportStreamStart(context, opened)
    schedule(context, opened, 'audio', burstSecs)
  }
  context.sockets.send(stream.id, { event: 'connected', version: '1.0.0' })
  const start = {
    user_id: call.account_sid,
    call_control_id: call.id,
    call_session_id: legOf(call),
    from: call.from,
    to: call.to,
    tags: [],
    custom_parameters: stream.socket.parameters,
    media_format: { encoding: 'PCMU', sample_rate: sampleRate, channels: 1 },
  }
  send(context, opened, [{ event: 'start', start }], reactionMs)
}

/** Opens a lost socket again, or ends the stream. */
function takeClose(
  context: TexmlContext,
  stream: Stream,
  { reason, code }: Extract<SocketEvent, { what: 'closed' }>,
): void {
  const { is_open, reconnects, attempts } = stream.socket
  if (is_open && reconnects && attempts < maxAttempts && !closedOnPurpose.includes(code)) {
    addTimelineEntry(context, stream.call_sid, 'stream lost', reason)
    update(context, stream, { attempts: attempts + 1 })
    schedule(context, stream, 'reconnect', reconnectSecs)
    return
  }
  addTimelineEntry(context, stream.call_sid, 'stream ended', reason)
  if (!is_open) reportStreamError(context, stream, reason)
  endStream(context, stream)
}

/** Sends the audio of the last moments: a tone, since the emulator has no line. */
function sendAudio(context: TexmlContext, stream: Stream): void {
  const { track } = stream
  const { chunks } = stream.socket
  const tracks = track === 'both_tracks' ? ['inbound', 'outbound'] : [track.replace('_track', '')]
  const count = Math.round((burstSecs * 1000) / chunkMs)
  const frames = Array.from({ length: count }, (_, index) => chunks + index).flatMap((chunk) => {
    const payload = toneMulaw((chunk * chunkMs) / 1000, chunkMs / 1000)
    const timestamp = String(chunk * chunkMs)
    return tracks.map((name) => ({
      event: 'media',
      media: { track: name, chunk: String(chunk + 1), timestamp, payload },
    }))
  })
  send(context, stream, frames)
  update(context, stream, { chunks: chunks + count })
  schedule(context, stream, 'audio', burstSecs)
}

function takeMessage(context: TexmlContext, stream: Stream, text: string): void {
  const read = v.safeParse(StreamFrame, parseJson(text))
  if (!read.success) {
    addTimelineEntry(context, stream.call_sid, 'invalid frame', null)
    const detail = 'The frame is not media, mark or clear, or its fields are invalid'
    const payload = { code: 100003, title: 'malformed_frame', detail }
    sendStreamFrame(context, stream, { event: 'error', payload })
    return
  }
  const frame = read.output
  if (frame.event === 'media') play(context, stream, frame.media.payload)
  else if (frame.event === 'mark') addMark(context, stream, frame.mark.name)
  else {
    const cleared = update(context, stream, { play_until_ms: 0 })
    if (cleared) returnMarks(context, cleared, Number.POSITIVE_INFINITY)
  }
}

/** Lets the remote party hear audio after what is played already. */
function play(context: TexmlContext, stream: Stream, payload: string): void {
  const { play_until_ms, gets } = stream.socket
  const lengthMs = gets === 'mulaw' ? ((payload.length * 3) / 4 / sampleRate) * 1000 : fileMs
  const now = context.clock.now()
  const isPlaying = play_until_ms > now
  if (!isPlaying) addHeard(context, stream.call_sid, { verb: 'Stream' })
  update(context, stream, { play_until_ms: (isPlaying ? play_until_ms : now) + lengthMs })
  context.sockets.answered(stream.id, reactionMs)
}

/** Adds a mark, which is returned when the audio before it has ended. */
function addMark(context: TexmlContext, stream: Stream, name: string): void {
  const { marks, play_until_ms } = stream.socket
  const now = context.clock.now()
  if (marks.length >= maxMarks) return
  const marked = update(context, stream, { marks: [...marks, { name, due_ms: play_until_ms }] })
  if (!marked) return
  if (play_until_ms <= now) returnMarks(context, marked, now)
  else schedule(context, marked, 'mark', (play_until_ms - now) / 1000)
}

function returnMarks(context: TexmlContext, stream: Stream, nowMs: number): void {
  const { marks } = stream.socket
  // The clock adds fractions of milliseconds.
  const isDue = ({ due_ms }: StreamSocket['marks'][number]) => due_ms <= nowMs + 1
  const left = update(context, stream, { marks: marks.filter((mark) => !isDue(mark)) })
  const due = marks.filter(isDue).map(({ name }) => ({ event: 'mark', mark: { name } }))
  if (left && due.length > 0) send(context, left, due, reactionMs)
}

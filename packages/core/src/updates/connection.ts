import * as v from 'valibot'
import { routeOf } from '../endpoint.ts'
import { AnswerError } from '../errors.ts'
import type { Timers } from '../join-token/clock.ts'
import type { Client } from '../types.ts'
import { createStreamReader, type StreamMessage } from './read-event-stream.ts'
import type { UpdatesMessage } from './types.ts'
import { Update, updates } from './update.ts'

/** Options of {@link readUpdates}. */
export interface ConnectionOptions {
  readonly client: Pick<Client, 'stream'>
  readonly rooms: readonly string[] | undefined
  /** Cursor after which to continue, if there is one. */
  readonly cursor: string | undefined
  readonly signal: AbortSignal
  readonly timers: Timers
  /** Called when the stream is open, and then with all that arrives. */
  readonly onOpen: () => void
  readonly onMessage: (message: UpdatesMessage) => void
}

/** A server sends a comment every 15 seconds. After three times that, the connection counts as lost. */
const longestSilenceMs = 45_000

/**
 * Reads one connection. Resolves when the server ends it, and rejects if it cannot be made, breaks, is silent
 * for 45 seconds or is not an event stream.
 */
export async function readUpdates(options: ConnectionOptions): Promise<void> {
  const { client, rooms, cursor, signal, timers, onOpen, onMessage } = options
  const connection = new AbortController()
  const abort = () => connection.abort(signal.reason)
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  let timer: unknown
  const watch = () => {
    timers.clearTimeout(timer)
    timer = timers.setTimeout(
      () => connection.abort(new Error(`Nothing arrived for ${longestSilenceMs / 1000} s`)),
      longestSilenceMs,
    )
    Object(timer).unref?.()
  }
  try {
    watch()
    const response = await client.stream(updates, rooms === undefined ? {} : { room_id: [...rooms] }, {
      signal: connection.signal,
      headers: cursor === undefined ? {} : { 'last-event-id': cursor },
    })
    checkType(response)
    onOpen()
    const feed = createStreamReader({
      onMessage: (message) => {
        const read = readMessage(message)
        if (read) onMessage(read)
      },
      onComment: (text) => onMessage({ type: 'cursor', cursor: /^cursor (\S+)$/.exec(text)?.[1] }),
    })
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    try {
      for (;;) {
        const { done, value } = await untilAborted(reader.read(), connection.signal)
        if (done) return
        watch()
        feed(value)
      }
    } finally {
      reader.cancel().catch(() => undefined)
    }
  } finally {
    timers.clearTimeout(timer)
    signal.removeEventListener('abort', abort)
    // Closes the connection, whatever state it is in.
    connection.abort()
  }
}

/** Rejects when the signal aborts, because not every platform ends a pending read then. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort)
    if (signal.aborted) abort()
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

/** @throws {AnswerError} for a response that is no event stream, such as the page of a proxy. */
function checkType({ status, headers, body }: Response): void {
  const type = headers.get('content-type') ?? 'nothing'
  if (body && /^text\/event-stream\b/i.test(type)) return
  const received = body ? type.slice(0, 100) : 'a response without a readable body'
  const problems = [{ pointer: '', expected: 'text/event-stream', received }]
  throw new AnswerError(routeOf(updates), { status, requestId: undefined, outcome: 'accepted', problems })
}

/** Returns undefined for a message of another type, and for one that is no update. */
function readMessage({ event, id, data }: StreamMessage): UpdatesMessage | undefined {
  if (event === 'reset') return { type: 'reset', cursor: id }
  if (event !== 'update') return id === undefined ? undefined : { type: 'cursor', cursor: id }
  try {
    return { type: 'update', update: v.parse(Update, JSON.parse(data)), cursor: id }
  } catch {
    return id === undefined ? undefined : { type: 'cursor', cursor: id }
  }
}

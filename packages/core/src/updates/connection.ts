import * as v from 'valibot'
import { routeOf } from '../endpoint.ts'
import { AnswerError, InputError } from '../errors.ts'
import type { Timers } from '../join-token/clock.ts'
import { type PageLifecycle, watchPage } from '../join-token/page-lifecycle.ts'
import type { Client } from '../types.ts'
import { createStreamReader, type StreamMessage } from './read-event-stream.ts'
import type { UpdatesMessage } from './types.ts'
import { Update, updatesRoute } from './update.ts'

/** What a connection delivers. */
export type StreamedMessage = Exclude<UpdatesMessage, { readonly type: 'status' }>

/** Options of {@link readUpdates}. */
export interface ConnectionOptions {
  readonly client: Pick<Client, 'stream'>
  readonly rooms?: readonly string[] | undefined
  /** Cursor after which to continue, if there is one. */
  readonly cursor?: string | undefined
  readonly signal: AbortSignal
  /** Timers that do not keep a process alive. */
  readonly timers: Timers
  readonly page: PageLifecycle
  /** Called when the stream is open, and then with all that arrives. */
  readonly onOpen: () => void
  readonly onMessage: (message: StreamedMessage) => void
}

/** A server sends a comment every 15 seconds. After three times that, the connection counts as lost. */
const longestSilenceMs = 45_000
/** A page that wakes up does not wait that long: an overdue comment means that the connection is lost. */
const longestOverdueMs = 20_000
/** Timers may stop while a device sleeps, so the clock is compared this often. */
const checkMs = 5_000

/**
 * Reads one connection. Resolves when the server ends it, and rejects if it cannot be made, breaks, is not an
 * event stream, or is silent for 45 seconds, including those that the device slept.
 */
export async function readUpdates(options: ConnectionOptions): Promise<void> {
  const { client, rooms, cursor, signal, timers, page, onOpen, onMessage } = options
  const connection = new AbortController()
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  let timer: unknown
  let arrivedAt = 0
  const end = (reason: unknown) => {
    connection.abort(reason)
    // Not every platform ends a pending read when its request is aborted.
    reader?.cancel().catch(() => undefined)
  }
  const abort = () => end(signal.reason)
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  /** Ends the connection after too long a silence. */
  const check = (limitMs: number, silentMs = 0) => {
    if (Math.max(silentMs, Date.now() - arrivedAt) >= limitMs) end(new Error('Nothing arrived for too long'))
  }
  const watch = (silentMs = 0) => {
    timers.clearTimeout(timer)
    if (silentMs === 0) arrivedAt = Date.now()
    // A clock that is set back does not shorten the silence by the timers.
    check(longestSilenceMs, silentMs)
    timer = timers.setTimeout(() => watch(silentMs + checkMs), checkMs)
  }
  const unwatch = watchPage(page, () => check(longestOverdueMs))
  try {
    // Without a room in its query, a stream is of all rooms.
    if (rooms?.length === 0) {
      throw new InputError(routeOf(updatesRoute), [
        { pointer: '/room_id', expected: 'a room', received: 'none' },
      ])
    }
    watch()
    const headers: Record<string, string> = cursor ? { 'last-event-id': cursor } : {}
    const response = await client.stream(
      updatesRoute,
      { room_id: rooms },
      { signal: connection.signal, headers },
    )
    reader = response.body?.getReader()
    checkType(response)
    onOpen()
    const feed = createStreamReader({
      onMessage: (message) => onMessage(readMessage(message)),
      onComment: (text) => onMessage({ type: 'cursor', cursor: cursorOf(/^cursor (.+)$/.exec(text)?.[1]) }),
    })
    while (reader && !connection.signal.aborted) {
      const { done, value } = await reader.read()
      if (done) break
      watch()
      feed(value)
    }
    if (connection.signal.aborted) throw connection.signal.reason
  } finally {
    timers.clearTimeout(timer)
    unwatch()
    signal.removeEventListener('abort', abort)
    // Closes the connection, whatever state it is in.
    end(undefined)
  }
}

/** @throws {AnswerError} for a response that is no event stream, such as the page of a proxy. */
function checkType({ status, headers, body }: Response): void {
  const type = body ? `${headers.get('content-type')}` : 'no readable body'
  if (/^text\/event-stream *(;|$)/i.test(type)) return
  const problems = [{ pointer: '', expected: 'text/event-stream', received: type.slice(0, 100) }]
  throw new AnswerError(routeOf(updatesRoute), { status, outcome: 'accepted', problems })
}

/** Returns only the cursor of a message of another type, and of one that is no update. */
function readMessage({ event, id, data }: StreamMessage): StreamedMessage {
  const cursor = cursorOf(id)
  if (event === 'reset') return { type: 'reset', cursor }
  try {
    const update: unknown = event === 'update' && JSON.parse(data)
    if (v.is(Update, update)) return { type: 'update', update, cursor }
  } catch {}
  return { type: 'cursor', cursor }
}

/** Returns a cursor that a request can send back in a header. Any other would end the subscription. */
function cursorOf(id = ''): string | undefined {
  return /^[!-~]{1,4000}$/.exec(id)?.[0]
}

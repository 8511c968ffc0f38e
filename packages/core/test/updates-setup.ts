import { afterEach, beforeEach, expect, vi } from 'vitest'
import { subscribeToUpdates } from '../src/updates/subscribe-to-updates.ts'
import type { SubscribeToUpdatesOptions } from '../src/updates/types.ts'
import type { Update } from '../src/updates/update.ts'
import { json, testClient } from './test-client.ts'

const bytes = new TextEncoder()
const room_id = 'aaaaaaaa-0000-4000-8000-000000000001'

/** A request of a stream, and the stream that answers it. */
export interface ServedStream {
  readonly url: string
  /** The `Last-Event-ID` of the request. */
  readonly cursor: string | null
  /** Whether the reader canceled the body. */
  isCanceled: boolean
  write(text: string): void
  end(): void
  fail(error: unknown): void
}

export const updateOf = (id: string): Update => ({
  id,
  type: 'video.room.session.started',
  occurred_at: '2026-11-29T10:00:00Z',
  room_id,
})

/** Returns an update as it is sent, with the cursor `c-{id}`. */
export const sse = (id: string) => `id: c-${id}\nevent: update\ndata: ${JSON.stringify(updateOf(id))}\n\n`

/** Creates a server of streams. It answers with `faults` first. Its fetch ignores signals, as a mock may. */
export function streamServer(firstText = 'id: c0\n: cursor c0\n\n') {
  const streams: ServedStream[] = []
  const faults: (() => Response | Promise<Response>)[] = []
  const server = { streams, faults, requests: 0, last: () => streams.at(-1) as ServedStream }
  const { client } = testClient(async ({ url, headers }) => {
    server.requests++
    const fault = faults.shift()
    if (fault) return fault()
    const { readable, stream } = openStream(url, headers.get('last-event-id'))
    streams.push(stream)
    if (firstText) stream.write(firstText)
    return new Response(readable, { headers: { 'content-type': 'text/event-stream' } })
  })
  /** Counts the bodies that nothing has ended or canceled. */
  const openCount = () => streams.filter(({ isCanceled }) => !isCanceled).length
  return Object.assign(server, { client, openCount })
}

function openStream(url: string, cursor: string | null) {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const readable = new ReadableStream<Uint8Array>({
    start(opened) {
      controller = opened
    },
    cancel() {
      stream.isCanceled = true
    },
  })
  const stream: ServedStream = {
    url,
    cursor,
    isCanceled: false,
    write: (text) => controller?.enqueue(bytes.encode(text)),
    end() {
      stream.isCanceled = true
      controller?.close()
    },
    fail(error) {
      stream.isCanceled = true
      controller?.error(error)
    },
  }
  return { readable, stream }
}

/** A page that counts its listeners; a test emits its events. */
export function fakePage() {
  const listeners = new Map<string, Set<() => void>>()
  const window = {
    addEventListener(type: string, listener: () => void) {
      listeners.set(type, (listeners.get(type) ?? new Set()).add(listener))
    },
    removeEventListener: (type: string, listener: () => void) => void listeners.get(type)?.delete(listener),
  }
  return {
    window,
    emit: (type: string) => {
      for (const listener of listeners.get(type) ?? []) listener()
    },
    listenerCount: () => [...listeners.values()].reduce((sum, { size }) => sum + size, 0),
  }
}

const controllers: AbortController[] = []

/** Subscribes and records what arrives. The subscription ends after the test, which must leave no timer. */
export function subscribe(
  options: Partial<SubscribeToUpdatesOptions> & Pick<SubscribeToUpdatesOptions, 'client'>,
) {
  const controller = new AbortController()
  controllers.push(controller)
  const received: string[] = []
  const statuses: string[] = []
  const errors: unknown[] = []
  const record = { received, statuses, errors, resets: 0, abort: () => controller.abort() }
  subscribeToUpdates({
    signal: controller.signal,
    random: () => 0.5,
    page: {},
    onUpdate: ({ id }) => received.push(id),
    onReset: () => {
      record.resets++
    },
    onStatus(status, error) {
      statuses.push(status)
      if (error !== undefined) errors.push(error)
    },
    ...options,
  })
  return record
}

export const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms)

/** Runs the tests of a file in virtual time. */
export function useVirtualTime(): void {
  beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000 }))
  afterEach(async () => {
    for (const controller of controllers.splice(0)) controller.abort()
    await advance(0)
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })
}

/** Returns a handler that responds with an error status. */
export const failWith =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    json({ errors: [{ title: 'failed' }] }, { status, headers })

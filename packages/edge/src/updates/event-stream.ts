import type { Update } from '@greenroom/core/updates'
import type { Cursors } from './cursors.ts'
import { settlesWithin } from './settles-within.ts'
import type { HubItem } from './update-hub.ts'

/** Options of {@link createEventStream}. */
export interface EventStreamOptions {
  readonly items: AsyncIterator<HubItem>
  /** The hub's cursor that the page has; undefined if it has none. */
  readonly after: string | undefined
  /** Whether the page had a cursor that is not valid, so that it has missed updates. */
  readonly isGap: boolean
  readonly cursors: Cursors
  /** Returns whether the grant includes the room of an update. */
  readonly includes: (update: Update) => boolean
  /** When the grant ends, in milliseconds since 1970. */
  readonly endsAt: number
  readonly now: () => number
  /** Ends the stream. */
  readonly signal: AbortSignal
  /** Called with each comment, as long as the stream is open. */
  readonly onHeartbeat: () => void
  /** Called once when the stream has ended, with the error if the hub failed. */
  readonly onEnd: (error?: unknown) => void
}

/** The interval of comments, which keep proxies from closing the connection. */
const heartbeatMs = 15_000
/**
 * A reader with this many unread messages is disconnected, and continues with its cursor. While it catches up
 * with what it missed, the hub is read only as fast as the reader.
 */
const maxUnread = 256

const bytes = new TextEncoder()

/**
 * Creates the body of a stream of updates (Server-Sent Events). It begins with the id of a cursor, repeats
 * the current one with each comment, and ends when the grant ends, the reader is too slow or the hub fails.
 */
export function createEventStream(options: EventStreamOptions): ReadableStream<Uint8Array> {
  const { items, cursors, includes, endsAt, now, signal, onHeartbeat, onEnd } = options
  /** The cursor of what was sent last. */
  let current = options.after
  let isOver = false
  /** Continues a replay once the reader has read something. */
  let onRead: (() => void) | undefined
  let timers: readonly ReturnType<typeof setTimeout>[] = []

  const finish = (error?: unknown) => {
    if (isOver) return
    isOver = true
    for (const timer of timers) clearTimeout(timer)
    onRead?.()
    onEnd(error)
    // A hub that ignores its signal may end with its iterator.
    void (async () => items.return?.())().catch(() => undefined)
  }

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const close = (error?: unknown) => {
          if (isOver) return
          finish(error)
          controller.close()
        }
        const send = (text: string) => {
          if (isOver) return
          if (now() >= endsAt || (controller.desiredSize ?? 0) <= 0) close()
          else controller.enqueue(bytes.encode(text))
        }
        const sendCursor = async (cursor: string) => {
          const id = await cursors.sign(cursor)
          // Meanwhile an update may have been sent. An older cursor after it would repeat the update.
          if (current !== cursor) return send(':\n\n')
          // Parsers take the id of a message without data in different ways, so the comment repeats it.
          send(`id: ${id}\n: cursor ${id}\n\n`)
        }
        const sendItem = async (item: HubItem, isGap: boolean) => {
          const { cursor } = item
          if ('reset' in item && !isGap) {
            current = cursor
            return sendCursor(cursor)
          }
          const isUpdate = 'update' in item
          if (isUpdate ? includes(item.update) : 'reset' in item) {
            const id = await cursors.sign(cursor)
            send(isUpdate ? message('update', id, item.update) : message('reset', id, {}))
          }
          // Not earlier: a heartbeat with this cursor before the update would lose it.
          current = cursor
        }
        const hasRoom = () =>
          new Promise<void>((resolve) => {
            onRead = resolve
          })
        const run = async () => {
          // A page without a cursor has missed nothing: the first reset is only where it begins.
          let isGap = options.isGap || options.after !== undefined
          if (options.after !== undefined) await sendCursor(options.after)
          let isReplay = options.after !== undefined
          while (!isOver) {
            const next = items.next()
            isReplay &&= await settlesWithin(next, 0)
            const { done, value } = await next
            if (done) break
            if (isReplay && (controller.desiredSize ?? 0) <= 1) await hasRoom()
            await sendItem(value, isGap)
            isGap = true
          }
        }
        const beat = () => {
          if (current === undefined) send(':\n\n')
          else void sendCursor(current)
          if (isOver) return
          onHeartbeat()
          timers = [schedule(beat, heartbeatMs), ...timers.slice(1)]
        }
        signal.addEventListener('abort', () => close())
        if (signal.aborted) return close()
        timers = [schedule(beat, heartbeatMs), schedule(() => close(), endsAt - now())]
        run().then(() => close(), close)
      },
      pull: () => onRead?.(),
      cancel: () => finish(),
    },
    { highWaterMark: maxUnread },
  )
}

/** The time limit of a stream must not keep a process alive. */
function schedule(callback: () => void, ms: number): ReturnType<typeof setTimeout> {
  const timer = setTimeout(callback, Math.min(Math.max(ms, 0), 0x7fffffff))
  if (typeof timer === 'object') (timer as { unref?: () => void }).unref?.()
  return timer
}

function message(event: string, id: string, data: object): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}

import { closeSocket, createSocketPair, type HubSocket, sendText } from './hub-socket.ts'
import type { ReplayBatch } from './sqlite-log.ts'
import { cursorIntervalMs, type Subscription } from './subscription.ts'
import type { HubItem } from './update-hub.ts'

/** What a relay needs of the main object. */
export interface MainObject {
  /** Subscribes to all updates. */
  connect(): Promise<HubSocket>
  replay(after: string, rooms: readonly string[] | undefined): Promise<ReplayBatch>
}

interface RelayedStream {
  readonly socket: HubSocket
  readonly rooms: readonly string[] | undefined
  /** What arrives before the stream has what it missed. */
  waiting: HubItem[] | undefined
}

type UpdateItem = Extract<HubItem, { readonly update: unknown }>

/** Many updates that arrive together are one message. The first one is sent at once. */
export const collectMs = 200
/** Code of a socket that is closed because what is behind it failed. */
const failedCode = 1011

/**
 * Serves streams with what one subscription to the main object delivers. It has nothing in storage: what a
 * stream missed comes from the main object, so that a cursor is valid at any relay. If the subscription ends,
 * all streams end, and their clients continue with their cursors.
 */
export class Relay {
  readonly #main: MainObject
  readonly #streams = new Set<RelayedStream>()
  /** The subscription, while there are streams. */
  #upstream: Promise<HubSocket> | undefined
  /** Cursor of what arrived last. */
  #cursor = ''
  #collected: UpdateItem[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #flushedAt = 0
  /** When streams of some rooms last received the cursor. */
  #cursorSentAt = 0

  constructor(main: MainObject) {
    this.#main = main
  }

  /** Opens a stream and returns the client's end. Rejects if the main object cannot be reached. */
  async open({ after, rooms }: Subscription): Promise<HubSocket> {
    const { client, server } = createSocketPair()
    const stream: RelayedStream = { socket: server, rooms, waiting: [] }
    // A socket that hibernates would outlive this relay, and receive nothing after it.
    server.accept()
    for (const type of ['close', 'error']) server.addEventListener(type, () => this.#remove(stream))
    // Before the subscription, which ends with the last stream.
    this.#streams.add(stream)
    try {
      await this.#attach()
    } catch (error) {
      this.#remove(stream)
      throw error
    }
    if (after === undefined) {
      // What was collected came before the cursor that the stream begins with.
      this.#flush()
      stream.waiting = undefined
      sendText(server, JSON.stringify([{ cursor: this.#cursor, reset: true }] satisfies HubItem[]))
    } else this.#replay(stream, after).catch(() => this.#remove(stream, failedCode))
    return client
  }

  /** Resolves when there is a subscription. */
  #attach(): Promise<HubSocket> {
    if (this.#upstream) return this.#upstream
    const upstream: Promise<HubSocket> = this.#subscribe(() => this.#upstream === upstream)
    this.#upstream = upstream
    upstream.catch(() => {
      if (this.#upstream === upstream) this.#upstream = undefined
    })
    return upstream
  }

  async #subscribe(isCurrent: () => boolean): Promise<HubSocket> {
    const socket = await this.#main.connect()
    await new Promise<void>((resolve, reject) => {
      const end = () => {
        reject(new Error('The connection to the main object was lost'))
        if (isCurrent()) for (const stream of this.#streams) this.#remove(stream, failedCode)
      }
      for (const type of ['close', 'error']) socket.addEventListener(type, end)
      socket.addEventListener('message', ({ data }) => {
        // What has been replaced may still deliver.
        if (!isCurrent()) return
        for (const item of JSON.parse(String(data)) as HubItem[]) this.#deliver(item)
        // The first message is a reset: from its cursor on, nothing is missing.
        resolve()
      })
      socket.accept()
    })
    return socket
  }

  #deliver(item: HubItem): void {
    this.#cursor = item.cursor
    if (!('update' in item)) return
    this.#collected.push(item)
    const elapsed = Math.abs(Date.now() - this.#flushedAt)
    if (elapsed >= collectMs) this.#flush()
    else this.#timer ??= setTimeout(() => this.#flush(), collectMs - elapsed)
  }

  /** Sends what was collected. */
  #flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#collected.length === 0) return
    const items = this.#collected
    const now = Date.now()
    const isCursorDue = Math.abs(now - this.#cursorSentAt) >= cursorIntervalMs
    if (isCursorDue) this.#cursorSentAt = now
    this.#collected = []
    this.#flushedAt = now
    const text = JSON.stringify(items)
    for (const { socket, rooms, waiting } of this.#streams) {
      const own: HubItem[] = rooms ? items.filter(({ update }) => rooms.includes(update.room_id)) : items
      if (waiting) waiting.push(...own)
      else if (!rooms) sendText(socket, text)
      else {
        if (isCursorDue) own.push({ cursor: this.#cursor })
        if (own.length > 0) sendText(socket, JSON.stringify(own))
      }
    }
  }

  /** Sends what a stream missed, then what has arrived meanwhile. */
  async #replay(stream: RelayedStream, after: string): Promise<void> {
    let cursor = after
    let isLast = false
    while (!isLast) {
      const batch = await this.#main.replay(cursor, stream.rooms)
      cursor = batch.items.at(-1)?.cursor ?? cursor
      isLast = batch.isLast
      if (batch.items.length > 0) sendText(stream.socket, JSON.stringify(batch.items))
    }
    this.#flush()
    const rest = stream.waiting?.filter((item) => numberOf(item.cursor) > numberOf(cursor)) ?? []
    stream.waiting = undefined
    if (rest.length > 0) sendText(stream.socket, JSON.stringify(rest))
  }

  #remove(stream: RelayedStream, code?: number): void {
    closeSocket(stream.socket, code)
    this.#streams.delete(stream)
    if (this.#streams.size > 0) return
    // Without streams the relay is not needed. A subscription would keep it in memory.
    this.#upstream?.then(closeSocket, () => undefined)
    this.#upstream = undefined
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#collected = []
  }
}

/** The number of an update in the main object, which its cursor ends with. */
function numberOf(cursor: string): number {
  return Number(cursor.slice(cursor.lastIndexOf('-') + 1))
}

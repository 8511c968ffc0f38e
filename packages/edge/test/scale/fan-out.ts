import { vi } from 'vitest'
import type { HubSocket } from '../../src/updates/hub-socket.ts'
import { collectMs, Relay } from '../../src/updates/relay.ts'
import type { HubItem } from '../../src/updates/update-hub.ts'
import { update } from '../update-harness.ts'

/** Watchers at a time, and how their streams reach them. */
export interface Deployment {
  readonly watchers: number
  /** 0: all streams connect to the main object. */
  readonly relays: number
  /** Whether a page watches all rooms, or only its own. */
  readonly watch: 'all rooms' | 'its room'
}

/** What one update causes, on average. */
export interface FanOut {
  readonly mainConnections: number
  /** Connections of a relay, to its streams and to the main object; of the relay that has the most. */
  readonly relayConnections: number
  /** Messages that the main object sends. */
  readonly mainMessages: number
  /** Messages that a relay sends; the relay that sends the most. */
  readonly relayMessages: number
  /** Updates that arrive at watchers. */
  readonly delivered: number
}

/** People in a room. */
export const roomSize = 2
const updateCount = 4

/** One end of a WebSocket that delivers at once, and counts what is sent to it. */
class CountedSocket implements HubSocket {
  peer: CountedSocket | undefined
  received = 0
  readonly #listeners: ((event: { readonly data?: unknown }) => void)[] = []
  #early: string[] | undefined = []

  accept(): void {
    const early = this.#early ?? []
    this.#early = undefined
    for (const data of early) this.#receive(data)
  }
  send(text: string): void {
    this.peer?.deliver(text)
  }
  close(): void {}
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void {
    if (type === 'message') this.#listeners.push(listener)
  }
  deliver(data: string): void {
    this.received++
    if (this.#early) this.#early.push(data)
    else this.#receive(data)
  }
  #receive(data: string): void {
    for (const listener of this.#listeners) listener({ data })
  }
}

function createPair(): readonly [client: CountedSocket, server: CountedSocket] {
  const [client, server] = [new CountedSocket(), new CountedSocket()]
  client.peer = server
  server.peer = client
  return [client, server]
}

/** The main object, reduced to its connections: those of all rooms, and those of each room. */
class MainObject {
  readonly clients: CountedSocket[] = []
  readonly #all: CountedSocket[] = []
  readonly #ofRoom = new Map<string, CountedSocket[]>()
  #last = 0

  async connect(room?: string): Promise<CountedSocket> {
    const [client, server] = createPair()
    this.clients.push(client)
    const sockets = room === undefined ? this.#all : (this.#ofRoom.get(room) ?? [])
    if (room !== undefined) this.#ofRoom.set(room, sockets)
    sockets.push(server)
    server.send(JSON.stringify([{ cursor: `main-${this.#last}`, reset: true }] satisfies HubItem[]))
    return client
  }
  async replay() {
    return { items: [], isLast: true }
  }
  publish(room: string): void {
    this.#last++
    const item: HubItem = { cursor: `main-${this.#last}`, update: update(`e${this.#last}`, room) }
    const text = JSON.stringify([item])
    for (const socket of [...this.#all, ...(this.#ofRoom.get(room) ?? [])]) socket.send(text)
  }
}

/** Opens the streams of a deployment, publishes updates of rooms, and counts connections and messages. */
export async function simulateFanOut({ watchers, relays, watch }: Deployment): Promise<FanOut> {
  const main = new MainObject()
  const roomOf = (watcher: number) => `room ${Math.floor(watcher / roomSize)}`
  const rooms = Math.ceil(watchers / roomSize)
  const running = Array.from({ length: relays }, () => new Relay(main))
  const streams: CountedSocket[][] = running.map(() => [])
  for (let watcher = 0; watcher < watchers; watcher++) {
    const room = watch === 'its room' ? roomOf(watcher) : undefined
    const relay = running[watcher % relays]
    if (!relay) await main.connect(room)
    else {
      const stream = await relay.open({ after: undefined, rooms: room === undefined ? undefined : [room] })
      streams[watcher % relays]?.push(stream as CountedSocket)
    }
  }
  const received = (sockets: readonly CountedSocket[]) =>
    sockets.reduce((sum, socket) => sum + socket.received, 0)
  const publish = (index: number) => {
    main.publish(roomOf(Math.floor((index * rooms) / updateCount) * roomSize))
    // Updates that follow each other faster share a message.
    vi.advanceTimersByTime(collectMs)
  }
  // The first update also sends the cursor, as one does each minute.
  publish(0)
  const [mainBefore, ...relaysBefore] = [main.clients, ...streams].map(received)
  for (let index = 0; index < updateCount; index++) publish(index)
  const [mainAfter, ...relaysAfter] = [main.clients, ...streams].map(received)
  const mainMessages = ((mainAfter ?? 0) - (mainBefore ?? 0)) / updateCount
  const sent = relaysAfter.map((count, index) => (count - (relaysBefore[index] ?? 0)) / updateCount)
  return {
    mainConnections: main.clients.length,
    relayConnections: relays === 0 ? 0 : Math.max(...streams.map(({ length }) => length)) + 1,
    mainMessages,
    relayMessages: Math.max(0, ...sent),
    delivered: relays === 0 ? mainMessages : sent.reduce((sum, count) => sum + count, 0),
  }
}

/** Provides virtual time, and what a relay creates its sockets with. Returns a function that removes both. */
export function provideRuntime(): () => void {
  vi.useFakeTimers()
  Object.assign(globalThis, {
    WebSocketPair: function WebSocketPair() {
      return createPair()
    },
  })
  return () => {
    Reflect.deleteProperty(globalThis, 'WebSocketPair')
    vi.useRealTimers()
  }
}

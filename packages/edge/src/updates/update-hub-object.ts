import { DurableObject } from 'cloudflare:workers'
import type { Update } from '@greenroom/core/updates'
import { closeSocket, connect, createSocketPair, sendText, socketResponse } from './hub-socket.ts'
import { type MainObject, Relay } from './relay.ts'
import { type ReplayBatch, SqliteLog, type SqliteStorage } from './sqlite-log.ts'
import { cursorIntervalMs, readSubscription, type Subscription } from './subscription.ts'
import type { HubItem } from './update-hub.ts'

/** The parts of a Durable Object's state that the hub uses. */
interface ObjectState {
  readonly storage: SqliteStorage
  acceptWebSocket(socket: unknown, tags: readonly string[]): void
  getWebSockets(tag?: string): readonly { send(text: string): void; close(code?: number): void }[]
}

/** The namespace of this class, as the Worker's bindings have it. */
interface ObjectNamespace {
  idFromString(id: string): object
  get(id: object): Pick<MainObject, 'replay'> & Parameters<typeof connect>[0]
}

/** Tag of sockets that receive all updates. */
const allTag = 'all'
/** Tag of sockets that receive the updates of some rooms, beside a tag for each room. */
const someTag = 'some'
const tagOf = (room: string) => `room ${room}`

/**
 * The Durable Object behind {@link createDurableObjectHub}. Export it from the Worker's module, and bind it
 * with SQLite storage (`new_sqlite_classes`). Its sockets hibernate: between updates it costs nothing.
 */
export class UpdateHubObject extends DurableObject {
  readonly #state: ObjectState
  readonly #bindings: unknown
  /** Only the main object has it. A relay stores nothing. */
  #log: SqliteLog | undefined
  /** Only an object that relays has it. */
  #relay: Relay | undefined
  /** When sockets of some rooms last received the cursor. */
  #cursorSentAt = 0

  constructor(state: ConstructorParameters<typeof DurableObject>[0], env: unknown) {
    super(state, env as never)
    this.#state = state as unknown as ObjectState
    this.#bindings = env
  }

  /** Stores an update and sends it to all subscribers, unless one with its id was published before. */
  publish(update: Update): void {
    const log = this.#openLog()
    if (!log.append(update)) return
    const { cursor } = log
    this.#send(allTag, { cursor, update })
    this.#send(tagOf(update.room_id), { cursor, update })
    if (Math.abs(Date.now() - this.#cursorSentAt) < cursorIntervalMs) return
    this.#cursorSentAt = Date.now()
    this.#send(someTag, { cursor })
  }

  /** Returns what follows a cursor, for a relay. */
  replay(after: string, rooms: readonly string[] | undefined): ReplayBatch {
    return this.#openLog().replay(after, rooms)
  }

  /** Opens a subscription: a WebSocket that receives lists of items. */
  override async fetch(request: Request): Promise<Response> {
    const query = new URL(request.url).searchParams
    const subscription = readSubscription(query)
    const main = query.get('main')
    if (main === null) return this.#subscribe(subscription)
    this.#relay ??= new Relay(findMain(this.#bindings, main))
    return socketResponse(await this.#relay.open(subscription))
  }

  /** Subscribers send nothing. */
  webSocketMessage(): void {}

  /** Completes the closing handshake, which older runtimes leave to the object. */
  webSocketClose(socket: { close(code?: number): void }): void {
    closeSocket(socket)
  }

  #subscribe({ after, rooms }: Subscription): Response {
    const log = this.#openLog()
    const { client, server } = createSocketPair()
    this.#state.acceptWebSocket(server, rooms ? [someTag, ...rooms.map(tagOf)] : [allTag])
    let batch: ReplayBatch =
      after === undefined
        ? { items: [{ cursor: log.cursor, reset: true }], isLast: true }
        : log.replay(after, rooms)
    for (;;) {
      if (batch.items.length > 0) server.send(JSON.stringify(batch.items))
      const last = batch.items.at(-1)
      if (batch.isLast || !last) return socketResponse(client)
      batch = log.replay(last.cursor, rooms)
    }
  }

  #openLog(): SqliteLog {
    this.#log ??= new SqliteLog(this.#state.storage)
    return this.#log
  }

  #send(tag: string, item: HubItem): void {
    const text = JSON.stringify([item])
    for (const socket of this.#state.getWebSockets(tag)) sendText(socket, text)
  }
}

/** Returns the main object by its id. It has the class of the relay; the name of the binding is not known. */
function findMain(bindings: unknown, id: string): MainObject {
  for (const binding of Object.values(Object(bindings) as Readonly<Record<string, unknown>>)) {
    // Another kind of binding may take any method for a call of its service.
    if (Object(binding).constructor?.name !== 'DurableObjectNamespace') continue
    const namespace = binding as ObjectNamespace
    try {
      const stub = namespace.get(namespace.idFromString(id))
      return {
        connect: () => connect(stub, new URLSearchParams()),
        replay: (after, rooms) => stub.replay(after, rooms),
      }
    } catch {
      // The namespace of another class.
    }
  }
  throw new Error('The Worker of a relay has no binding of UpdateHubObject')
}

import { DatabaseSync } from 'node:sqlite'
import type { UpdateHubNamespace } from '../../src/cloudflare.ts'
import { UpdateHubObject } from '../../src/cloudflare.ts'

/** Runs the Durable Object of updates in this process, with its storage in SQLite. */
export interface ObjectRuntime {
  readonly namespace: UpdateHubNamespace
  /** Removes the object from memory. Its sockets hibernate, as in workerd. */
  evict(): void
  /** Restarts the object: its sockets close. */
  restart(): void
}

type Listener = (event: { readonly data?: unknown }) => void

/** One end of a WebSocket. */
class Socket {
  peer: Socket | undefined
  isClosed = false
  readonly #listeners = new Map<string, Set<Listener>>()

  /** Events that arrived before the socket was accepted. */
  #early: (() => void)[] | undefined = []

  accept(): void {
    const early = this.#early ?? []
    this.#early = undefined
    for (const emit of early) emit()
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, (this.#listeners.get(type) ?? new Set()).add(listener))
  }

  send(text: string): void {
    if (this.isClosed) throw new TypeError('The socket is closed')
    queueMicrotask(() => this.peer?.emit('message', text))
  }

  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    queueMicrotask(() => {
      this.peer?.close()
      this.emit('close')
    })
  }

  emit(type: string, data?: unknown): void {
    if (this.#early) return void this.#early.push(() => this.emit(type, data))
    for (const listener of this.#listeners.get(type) ?? []) listener({ data })
  }
}

export function createObjectRuntime(): ObjectRuntime {
  const database = new DatabaseSync(':memory:')
  /** The open sockets with their tags. */
  const sockets = new Map<Socket, readonly string[]>()
  const state = {
    storage: {
      sql: {
        exec: (query: string, ...values: (string | number)[]) => {
          const rows = database.prepare(query).all(...values)
          return { toArray: () => rows }
        },
      },
      transactionSync<T>(work: () => T): T {
        database.exec('BEGIN')
        try {
          const result = work()
          database.exec('COMMIT')
          return result
        } catch (error) {
          database.exec('ROLLBACK')
          throw error
        }
      },
    },
    acceptWebSocket(socket: Socket, tags: readonly string[] = []) {
      sockets.set(socket, tags)
      socket.accept()
      socket.addEventListener('close', () => void sockets.delete(socket))
    },
    getWebSockets: (tag?: string) =>
      [...sockets].flatMap(([socket, tags]) => (tag === undefined || tags.includes(tag) ? [socket] : [])),
  }
  let object: UpdateHubObject | undefined
  const live = () => {
    object ??= new UpdateHubObject(state, {})
    return object
  }
  return {
    namespace: {
      getByName: () => ({
        publish: async (update: Parameters<UpdateHubObject['publish']>[0]) => live().publish(update),
        fetch: async (url: string) => upgrade(() => live().fetch(new Request(url))),
      }),
    },
    evict() {
      object = undefined
    },
    restart() {
      object = undefined
      for (const socket of [...sockets.keys()]) socket.close()
    },
  }
}

/** Begins an upgrade with the globals of workerd that open a WebSocket, which Node does not have. */
function upgrade(work: () => Promise<Response>): Promise<Response> {
  const { Response: NodeResponse } = globalThis
  class UpgradeResponse {
    readonly status: number
    readonly webSocket: unknown
    constructor(_body: null, { status, webSocket }: { status: number; webSocket: unknown }) {
      this.status = status
      this.webSocket = webSocket
    }
  }
  class WebSocketPair {
    readonly 0 = new Socket()
    readonly 1 = new Socket()
    constructor() {
      this[0].peer = this[1]
      this[1].peer = this[0]
    }
  }
  Object.assign(globalThis, { Response: UpgradeResponse, WebSocketPair })
  try {
    return work()
  } finally {
    Object.assign(globalThis, { Response: NodeResponse })
    Reflect.deleteProperty(globalThis, 'WebSocketPair')
  }
}

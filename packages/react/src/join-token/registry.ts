import type { Client } from '@greenroom/core'
import {
  createJoinTokenSource,
  idleJoinToken,
  type JoinTokenEvent,
  type JoinTokenSnapshot,
  type JoinTokenSource,
  type JoinTokenSourceOptions,
  joinTokenFrom,
} from '@greenroom/core/join-token'

/** Identifies a join token within a provider. */
export interface JoinTokenKey {
  readonly roomId: string
  readonly identity: string
}

/** Options that all join tokens of a provider share. */
export interface JoinTokenSetup
  extends Pick<
    JoinTokenSourceOptions,
    'clock' | 'timers' | 'random' | 'page' | 'openChannel' | 'locks' | 'onUnauthorized'
  > {
  /** Called with each token event. Events contain no secrets. */
  readonly onEvent?: ((event: JoinTokenEvent, key: JoinTokenKey) => void) | undefined
}

/** A component's access to a token that other components may share. Its members never change. */
export interface JoinTokenHandle {
  readonly subscribe: (listener: () => void) => () => void
  readonly getSnapshot: () => JoinTokenSnapshot
  /** Renews the token now, and resolves to the new one. A rejection may be ignored. */
  readonly refresh: () => Promise<string>
  /** Reports a token that was rejected. If it is the current token, it is discarded and replaced. */
  readonly reportRejected: (token: string) => void
}

/** The token sources of a provider: one per client, room and identity, for any number of components. */
export interface JoinTokenRegistry {
  /** Sets the options of later sources, and the callbacks of all sources. */
  configure(setup: JoinTokenSetup | undefined): void
  handle(client: Client, key: JoinTokenKey): JoinTokenHandle
  /**
   * Returns the same token as a source, for callers outside of components. It is open while it has
   * subscribers.
   */
  source(client: Client, key: JoinTokenKey): JoinTokenSource
  /** Discards all tokens of a client, in every tab. */
  forget(client: Client): void
}

/** Bundlers replace `process.env.NODE_ENV`, as they do in React. */
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/** A source, and who uses it. */
interface Entry {
  readonly name: string
  readonly roomId: string
  readonly source: JoinTokenSource
  /** The client of the latest user. */
  client: Client
  /** The options of the latest user's provider. */
  setup: () => JoinTokenSetup
  /** The number of its subscribers. With 0 the last has left, and it is disposed after the grace period. */
  users?: number
  /** Whether later clients use it, too, because clients change on each render. */
  isShared: boolean
}

/** The sources of all providers with one query client. */
export interface JoinTokenPool {
  readonly entries: Set<Entry>
  hasWarned: boolean
}

/**
 * How many sources of a room may have lost their users within the grace period until later ones have to wait.
 * More are lost only if a client, a scope or an identity is created on each render.
 */
const mostLost = 3
const waitMs = 1_000

const pools = new WeakMap<object, JoinTokenPool>()

const nameOf = ({ identity, roomId }: JoinTokenKey) => JSON.stringify([identity, roomId])

/** Returns the pool that belongs to an object, such as the app's query client. */
export function poolOf(owner: object): JoinTokenPool {
  const pool = pools.get(owner) ?? { entries: new Set(), hasWarned: false }
  pools.set(owner, pool)
  return pool
}

/** Warns, unless the pool has warned before. Called in development only, so that bundlers drop it. */
export function warnOnce(pool: JoinTokenPool, message: string): void {
  if (!pool.hasWarned) console.warn(message)
  pool.hasWarned = true
}

export function createJoinTokenRegistry(
  first: JoinTokenSetup = {},
  pool: JoinTokenPool = poolOf({}),
): JoinTokenRegistry {
  let setup = first
  const ownSetup = () => setup
  const { entries } = pool

  /** Returns the source that this provider has for a client, or another one that has lost its users. */
  function find(client: Client, name: string): Entry | undefined {
    const known = [...entries].filter(
      (entry) => entry.name === name && (entry.client === client || entry.isShared),
    )
    return known.find((entry) => entry.setup === ownSetup) ?? known.find((entry) => entry.users === 0)
  }

  /** Returns the sources of a room that have lost their users, the latest first, if they are too many. */
  function excess(roomId: string): Entry[] | undefined {
    const lost = [...entries].reverse().filter((entry) => entry.roomId === roomId && entry.users === 0)
    if (lost.length < mostLost) return undefined
    if (process.env.NODE_ENV !== 'production') {
      warnOnce(
        pool,
        `The join token of room ${roomId} is requested on each render, because the client, the scope or the identity is made in a component. Create it outside of components. Requests are slowed down.`,
      )
    }
    return lost
  }

  function open(client: Client, key: JoinTokenKey): Entry {
    const { roomId, identity } = key
    const name = nameOf(key)
    const known = find(client, name) ?? excess(roomId)?.find((entry) => entry.name === name)
    if (known) {
      known.isShared ||= known.client !== client
      return Object.assign(known, { client, setup: ownSetup })
    }
    const { onEvent: _, onUnauthorized, ...rest } = setup
    // The latest client, because its options may have been created in the same render.
    const calls = joinTokenFrom({ ...client, request: (...args) => entry.client.request(...args) }, roomId)
    const source = createJoinTokenSource({
      ...rest,
      roomId,
      identity,
      ...calls,
      async mint(call) {
        while (excess(roomId) && !call.signal.aborted) {
          await new Promise<void>((resolve) => void (rest.timers ?? globalThis).setTimeout(resolve, waitMs))
        }
        return calls.mint(call)
      },
      // Read at call time, because props change.
      onUnauthorized: (error) => entry.setup().onUnauthorized?.(error),
      onEvent(event) {
        entry.setup().onEvent?.(event, key)
        if (event.type !== 'rested') return
        entries.delete(entry)
        source.dispose()
      },
    })
    const entry: Entry = { name, roomId, source, client, setup: ownSetup, isShared: false }
    entries.add(entry)
    return entry
  }

  const registry: JoinTokenRegistry = {
    configure(next = {}) {
      setup = next
    },
    handle(client, key) {
      const current = () => find(client, nameOf(key))?.source
      function subscribe(listener: () => void) {
        const entry = open(client, key)
        const count = (change: number) => {
          entry.users = (entry.users ?? 0) + change
        }
        let left = 1
        count(left)
        const unsubscribe = entry.source.subscribe(listener)
        return () => {
          count(-left)
          left = 0
          unsubscribe()
        }
      }
      return {
        // Opened on subscription, because React may discard a render, and its source would stay open.
        subscribe,
        getSnapshot: () => current()?.getSnapshot() ?? idleJoinToken,
        refresh() {
          // Keeps the source open for the caller when no component is subscribed.
          const leave = subscribe(() => undefined)
          const token = open(client, key).source.refresh()
          token.then(leave, leave)
          return token
        },
        reportRejected: (token) => current()?.reportRejected(token),
      }
    },
    source(client, key) {
      const source = () => open(client, key).source
      return {
        roomId: key.roomId,
        identity: key.identity,
        ...registry.handle(client, key),
        getToken: (options) => source().getToken(options),
        invalidate: () => source().invalidate(),
        // Components share the source. It is disposed when its last subscriber is gone.
        dispose: () => undefined,
      }
    },
    forget(client) {
      for (const entry of entries) if (entry.client === client) entry.source.invalidate()
    },
  }
  return registry
}

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

export function createJoinTokenRegistry(first: JoinTokenSetup = {}): JoinTokenRegistry {
  let setup = first
  const sourcesOf = new WeakMap<Client, Map<string, JoinTokenSource>>()

  function sources(client: Client): Map<string, JoinTokenSource> {
    const known = sourcesOf.get(client) ?? new Map<string, JoinTokenSource>()
    sourcesOf.set(client, known)
    return known
  }

  function open(client: Client, key: JoinTokenKey, name: string): JoinTokenSource {
    const known = sources(client)
    const open = known.get(name)
    if (open) return open
    const { onEvent: _, onUnauthorized, ...rest } = setup
    const source = createJoinTokenSource({
      ...rest,
      roomId: key.roomId,
      identity: key.identity,
      ...joinTokenFrom(client, key.roomId),
      // Read at call time, because props change.
      onUnauthorized: (error) => setup.onUnauthorized?.(error),
      onEvent(event) {
        setup.onEvent?.(event, key)
        if (event.type !== 'rested') return
        known.delete(name)
        source.dispose()
      },
    })
    known.set(name, source)
    return source
  }

  const registry: JoinTokenRegistry = {
    configure(next = {}) {
      setup = next
    },
    handle(client, key) {
      const name = JSON.stringify([key.identity, key.roomId])
      const current = () => sources(client).get(name)
      return {
        // Opened on subscription, because React may discard a render, and its source would stay open.
        subscribe: (listener) => open(client, key, name).subscribe(listener),
        getSnapshot: () => current()?.getSnapshot() ?? idleJoinToken,
        refresh() {
          const source = open(client, key, name)
          // Keeps the source open for the caller when no component is subscribed.
          const leave = source.subscribe(() => undefined)
          const token = source.refresh()
          token.then(leave, leave)
          return token
        },
        reportRejected: (token) => current()?.reportRejected(token),
      }
    },
    source(client, key) {
      const name = JSON.stringify([key.identity, key.roomId])
      const source = () => open(client, key, name)
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
      for (const source of sources(client).values()) source.invalidate()
    },
  }
  return registry
}

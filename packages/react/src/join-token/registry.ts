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

/** Whose token of which room. */
export interface JoinTokenKey {
  readonly roomId: string
  readonly identity: string
}

/** What all join tokens of a provider stand on. */
export interface JoinTokenSetup
  extends Pick<
    JoinTokenSourceOptions,
    'clock' | 'timers' | 'random' | 'page' | 'openChannel' | 'locks' | 'onUnauthorized'
  > {
  /** Gets what happens to each token, without secrets. */
  readonly onEvent?: ((event: JoinTokenEvent, key: JoinTokenKey) => void) | undefined
}

/** One component's hold on a token that it may share. Its members never change. */
export interface JoinTokenHandle {
  readonly subscribe: (listener: () => void) => () => void
  readonly getSnapshot: () => JoinTokenSnapshot
  /** Renews the token now, and resolves to the new one. Nobody needs to look at its failure. */
  readonly refresh: () => Promise<string>
  /** Says that somebody was turned away with a token. If it is the current one, it is given up and renewed. */
  readonly reportRejected: (token: string) => void
}

/** The sources of a provider: one a client, room and identity, however many components ask. */
export interface JoinTokenRegistry {
  /** Has later sources stand on this, and earlier ones tell it what happens. */
  configure(setup: JoinTokenSetup | undefined): void
  handle(client: Client, key: JoinTokenKey): JoinTokenHandle
  /** The same token as a source, for what is no component. It is open while it is subscribed to. */
  source(client: Client, key: JoinTokenKey): JoinTokenSource
  /** Forgets all tokens of a client, in every tab. */
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
      room_id: key.roomId,
      identity: key.identity,
      ...joinTokenFrom(client, key.roomId),
      // Asked for late, because props change. Without it, none may be there either.
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
        // Not before: a render may be thrown away, and what it opened would stay.
        subscribe: (listener) => open(client, key, name).subscribe(listener),
        getSnapshot: () => current()?.getSnapshot() ?? idleJoinToken,
        refresh() {
          const source = open(client, key, name)
          // Held open by whoever waits, where no component does.
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
        room_id: key.roomId,
        identity: key.identity,
        ...registry.handle(client, key),
        getToken: (options) => source().getToken(options),
        invalidate: () => source().invalidate(),
        // It is not this one's alone: nobody subscribing any more ends it.
        dispose: () => undefined,
      }
    },
    forget(client) {
      for (const source of sources(client).values()) source.invalidate()
    },
  }
  return registry
}

import { idleJoinToken, type JoinTokenSnapshot } from '@greenroom/core/join-token'
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { useProvided } from '../provider.tsx'
import type { JoinTokenHandle } from './registry.ts'

/** What is about one use of a room's join token. */
export interface UseJoinTokenOptions {
  /** Whether to get a token, and keep it fresh. Default: true. */
  readonly enabled?: boolean | undefined
  /** Whose token it is. Default: the provider's scope. */
  readonly identity?: string | undefined
  /** Gets each token, the one at hand included: the place to give it to a call that is under way. */
  readonly onToken?: ((token: string) => void) | undefined
}

/** What there is of the token, and what can be done about it. `refresh` and `reportRejected` stay the same. */
export type UseJoinTokenResult = JoinTokenSnapshot & Pick<JoinTokenHandle, 'refresh' | 'reportRejected'>

const idle = () => idleJoinToken
const subscribeToNothing = () => () => undefined

/**
 * Gives a room's join token, and keeps it fresh while the component is mounted and for five seconds more.
 *
 * Components of one provider that ask for the same room share one token. It is not in the query cache, so it is
 * neither persisted nor sent to the browser by a server. On a server it is pending. The component renders anew
 * only when something of what is answered changes.
 *
 * @throws {ConfigError} when there is no provider above.
 *
 * @example
 * ```tsx
 * import { useJoinToken } from '@greenroom/react'
 *
 * export function Door({ roomId }: { roomId: string }) {
 *   const { status, token, error, refresh } = useJoinToken(roomId)
 *   if (status === 'pending') return <p>One moment…</p>
 *   if (status === 'error') return <button onClick={() => refresh()}>{error.message}: try again</button>
 *   return <p>You have a token of {token.length} characters.</p>
 * }
 * ```
 */
export function useJoinToken(roomId: string, options: UseJoinTokenOptions = {}): UseJoinTokenResult {
  const { greenroom, tokens } = useProvided()
  const { client, scope } = greenroom
  const { enabled = true, identity = scope, onToken } = options
  const handle = useMemo(
    () => tokens.handle(client, { roomId, identity }),
    [tokens, client, roomId, identity],
  )
  const snapshot = useSyncExternalStore(
    enabled ? handle.subscribe : subscribeToNothing,
    enabled ? handle.getSnapshot : idle,
    idle,
  )

  const latestOnToken = useRef(onToken)
  useEffect(() => {
    latestOnToken.current = onToken
  })
  const { token } = snapshot
  useEffect(() => {
    if (token !== undefined) latestOnToken.current?.(token)
  }, [token])

  return useMemo(() => {
    const { refresh, reportRejected } = handle
    return { ...snapshot, refresh, reportRejected }
  }, [snapshot, handle])
}

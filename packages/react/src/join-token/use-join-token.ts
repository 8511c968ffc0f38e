import { idleJoinToken, type JoinTokenSnapshot } from '@greenroom/core/join-token'
import type { SkipToken } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { useProvided } from '../provider.tsx'
import type { JoinTokenHandle } from './registry.ts'

/** Options of {@link useJoinToken}. */
export interface UseJoinTokenOptions {
  /** Whether to get a token, and keep it fresh. Default: true. */
  readonly enabled?: boolean | undefined
  /** The user who owns the token. Default: the provider's scope. */
  readonly identity?: string | undefined
  /** Called with the current token and with each later one, e.g. to pass it to an ongoing video call. */
  readonly onToken?: ((token: string) => void) | undefined
}

/** The token's state, and functions to renew it. `refresh` and `reportRejected` keep their identity. */
export type UseJoinTokenResult = JoinTokenSnapshot & Pick<JoinTokenHandle, 'refresh' | 'reportRejected'>

const idle = () => idleJoinToken
const subscribeToNothing = () => () => undefined

/**
 * Returns a room's join token, and keeps it fresh while the component is mounted and for five more seconds.
 *
 * Components of one provider share one token per room. The token is not in the query cache, so it is neither
 * persisted nor sent to the browser by a server. On a server its status is `pending`. The component renders
 * again only when the result changes.
 *
 * Without a room id the status stays `pending`, no token is requested, and `refresh` rejects.
 *
 * @throws {ConfigError} when there is no provider above.
 *
 * @example
 * ```tsx
 * import { useJoinToken } from '@greenroom/react'
 *
 * export function Lobby({ roomId }: { roomId: string }) {
 *   const { status, token, error, refresh } = useJoinToken(roomId)
 *   if (status === 'pending') return <p>One moment…</p>
 *   if (status === 'error') return <button onClick={() => refresh()}>{error.message}: try again</button>
 *   return <p>You have a token of {token.length} characters.</p>
 * }
 * ```
 */
export function useJoinToken(
  roomId: string | null | undefined | SkipToken,
  options: UseJoinTokenOptions = {},
): UseJoinTokenResult {
  const { greenroom, tokens } = useProvided()
  const { client, scope } = greenroom
  const { identity = scope, onToken } = options
  const id = typeof roomId === 'string' ? roomId : ''
  const enabled = id !== '' && (options.enabled ?? true)
  const handle = useMemo(
    () => tokens.handle(client, { roomId: id, identity }),
    [tokens, client, id, identity],
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

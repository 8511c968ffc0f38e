import type { Client } from '../types.ts'
import { createJoinToken, refreshJoinToken } from '../video/rooms.ts'
import type { JoinTokenCalls } from './types.ts'

/**
 * Returns the `mint` and `refresh` functions of a source that use a client. They do not retry, because the
 * source does.
 *
 * @example
 * ```ts
 * import { createClient } from '@greenroom/core'
 * import { createJoinTokenSource, joinTokenFrom } from '@greenroom/core/join-token'
 *
 * const client = createClient({ baseUrl: '/telnyx' })
 * const roomId = '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0'
 * const source = createJoinTokenSource({ roomId, ...joinTokenFrom(client, roomId) })
 * ```
 */
export function joinTokenFrom(client: Pick<Client, 'request'>, roomId: string): JoinTokenCalls {
  return {
    mint: ({ signal }) => createJoinToken(client, { room_id: roomId }, { signal, retry: 'never' }),
    refresh: ({ refresh_token, signal }) =>
      refreshJoinToken(client, { room_id: roomId, refresh_token }, { signal, retry: 'never' }),
  }
}

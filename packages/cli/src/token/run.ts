import { createJoinToken } from '@greenroom/core/video/rooms'
import { type ApiOptions, callApi } from '../api/call-api.ts'
import { findRoom } from '../api/find-room.ts'
import { printResult } from '../output/print.ts'

/** Options of `token`. */
export interface TokenOptions extends ApiOptions {
  readonly ttl?: number
  readonly refreshTtl?: number
}

/** Creates a join token for a room. */
export async function createToken(room: string, options: TokenOptions): Promise<void> {
  const token = await callApi('Creating the join token', options, async ({ client }) =>
    createJoinToken(client, {
      room_id: (await findRoom(client, room)).id,
      token_ttl_secs: options.ttl,
      refresh_token_ttl_secs: options.refreshTtl,
    }),
  )
  printResult(token, token.token, options)
}

import type { Client } from '@greenroom/core'
import { type JoinToken, rooms } from '@greenroom/core/video'
import { decodeJwt } from 'jose'
import type { Grant } from './grant.ts'
import type { Handles } from './handle.ts'
import { createSharedMints } from './shared-mints.ts'

/** Mints and refreshes join tokens for a granted user. */
export interface JoinTokens {
  create(input: rooms.CreateJoinTokenInput, grant: Grant): Promise<JoinToken>
  refresh(input: rooms.RefreshJoinTokenInput, grant: Grant): Promise<JoinToken>
}

/** The API's bounds, in seconds, and its own choice. */
const tokenTtl = { least: 10, most: 3600, otherwise: 600 }
const refreshTtl = { least: 60, most: 86_400, otherwise: 3600 }

/** Makes the minting of a gateway: lives are clamped to the grant, and refresh tokens leave sealed. */
export function createJoinTokens(
  client: Client,
  handles: Handles,
  now: () => number,
  options: { readonly timeoutMs: number },
): JoinTokens {
  const shared = createSharedMints<JoinToken>(now)
  return {
    async create({ room_id, ...wanted }, grant) {
      const token_ttl_secs = clamp(wanted.token_ttl_secs, grant.tokenTtlSecs, tokenTtl)
      const refresh_token_ttl_secs = clamp(wanted.refresh_token_ttl_secs, grant.refreshTtlSecs, refreshTtl)
      const key = JSON.stringify([grant.user, room_id, token_ttl_secs, refresh_token_ttl_secs])
      const before = shared.get(key)
      if (before) return { ...before.value, ...lifeOf(before.value.token, before.ageMs, now) }

      const minted = await rooms.createJoinToken(
        client,
        { room_id, token_ttl_secs, refresh_token_ttl_secs },
        options,
      )
      const handle = await sealRefreshToken(minted, room_id, grant, handles)
      const { token, token_expires_at, refresh_token_expires_at } = minted
      const answer = {
        token,
        token_expires_at,
        ...(handle === undefined ? {} : { refresh_token: handle, refresh_token_expires_at }),
      }
      shared.put(key, answer)
      return { ...answer, ...lifeOf(token, 0, now) }
    },

    async refresh({ room_id, refresh_token: handle, token_ttl_secs }, grant) {
      const { refreshToken } = await handles.open(handle, { user: grant.user, roomId: room_id })
      const { token, token_expires_at } = await rooms.refreshJoinToken(
        client,
        {
          room_id,
          refresh_token: refreshToken,
          token_ttl_secs: clamp(token_ttl_secs, grant.tokenTtlSecs, tokenTtl),
        },
        options,
      )
      return { token, token_expires_at, ...lifeOf(token, 0, now) }
    },
  }
}

async function sealRefreshToken(
  { refresh_token: refreshToken }: JoinToken,
  roomId: string,
  { user }: Grant,
  handles: Handles,
): Promise<string | undefined> {
  if (typeof refreshToken !== 'string') return undefined
  const { exp } = decodeJwt(refreshToken)
  return exp === undefined ? undefined : handles.seal({ user, roomId, refreshToken, exp })
}

/**
 * The life that a token has left, as a length: whoever gets it need not trust its own clock. By the token's
 * own `exp - iat`, so that the gateway's clock does not matter either.
 */
function lifeOf(
  token: string,
  ageMs: number,
  now: () => number,
): Pick<JoinToken, 'expires_in_ms' | 'server_time_ms'> {
  const { exp, iat } = decodeJwt(token)
  const life = exp === undefined || iat === undefined ? {} : { expires_in_ms: (exp - iat) * 1000 - ageMs }
  return { ...life, server_time_ms: now() }
}

interface Bounds {
  readonly least: number
  readonly most: number
  readonly otherwise: number
}

/** The wanted life within the grant, and the grant within the API's bounds. */
function clamp(
  wanted: number | undefined,
  granted: number | undefined,
  { least, most, otherwise }: Bounds,
): number {
  const limit = Math.min(most, Math.max(least, Math.floor(granted ?? otherwise)))
  return Math.min(limit, wanted ?? limit)
}

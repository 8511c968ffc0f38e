import {
  type CreateJoinTokenInput,
  createJoinToken,
  type JoinToken,
  type RefreshJoinTokenInput,
  refreshJoinToken,
} from '@greenroom/core/video/rooms'
import type { Grant } from '../call/authorize.ts'
import type { Upstream } from '../upstream/upstream.ts'
import { clampTtl, momentsOf, refreshTtl, tokenTtl } from './lifetimes.ts'
import { createRecentMints } from './recent-mints.ts'
import { createSealedHandles, type SealedHandlesOptions } from './sealed-handles.ts'

/** Mints and refreshes join tokens for who is authorised; real refresh tokens do not get out. */
export interface JoinTokens {
  mint(input: CreateJoinTokenInput, grant: Grant): Promise<JoinToken>
  /** @throws {Refusal} 403 for a handle that is of no use. */
  refresh(input: RefreshJoinTokenInput, grant: Grant): Promise<JoinToken>
}

/** Makes the two services that answer something else than the API does. */
export function createJoinTokens(upstream: Upstream, options: SealedHandlesOptions): JoinTokens {
  const { now } = options
  const handles = createSealedHandles(options)
  const recentMints = createRecentMints<JoinToken>({ now })

  /** Makes the API's answer fit to leave: whatever refresh token is in it goes sealed. */
  const protect = async (answer: JoinToken, user: string, room_id: string): Promise<JoinToken> => {
    const { refresh_token, ...rest } = answer
    if (!refresh_token) return rest
    const exp = endOf(answer, refresh_token, now())
    return { ...rest, refresh_token: await handles.seal(refresh_token, { user, room_id }, exp) }
  }
  const withTimes = (answer: JoinToken, ageMs: number): JoinToken => {
    const { iat, exp } = momentsOf(answer.token)
    const lifeMs = iat === undefined || exp === undefined ? undefined : (exp - iat) * 1000
    return {
      ...answer,
      ...(lifeMs === undefined ? {} : { expires_in_ms: lifeMs - ageMs }),
      server_time_ms: now(),
    }
  }
  return {
    async mint({ room_id, token_ttl_secs, refresh_token_ttl_secs }, { user, tokenTtlSecs, refreshTtlSecs }) {
      const input = {
        room_id,
        token_ttl_secs: clampTtl(tokenTtl, token_ttl_secs, tokenTtlSecs),
        refresh_token_ttl_secs: clampTtl(refreshTtl, refresh_token_ttl_secs, refreshTtlSecs),
      }
      const key = JSON.stringify([user, ...Object.values(input)])
      const mint = async () => protect(await upstream(createJoinToken, input), user, room_id)
      const { value, ageMs } = await recentMints.share(key, mint)
      return withTimes(value, ageMs)
    },
    async refresh({ room_id, refresh_token, token_ttl_secs }, { user, tokenTtlSecs }) {
      const answer = await upstream(refreshJoinToken, {
        room_id,
        refresh_token: await handles.open(refresh_token, { user, room_id }),
        token_ttl_secs: clampTtl(tokenTtl, token_ttl_secs, tokenTtlSecs),
      })
      return withTimes(await protect(answer, user, room_id), 0)
    },
  }
}

/** When a refresh token runs out, in seconds since 1970. */
function endOf({ refresh_token_expires_at }: JoinToken, refreshToken: string, at: number): number {
  const stated = momentsOf(refreshToken).exp ?? Date.parse(refresh_token_expires_at ?? '') / 1000
  return Number.isFinite(stated) ? stated : at / 1000 + refreshTtl.otherwise
}

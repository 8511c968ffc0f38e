import {
  type CreateJoinTokenInput,
  createJoinToken,
  type JoinToken,
  type RefreshJoinTokenInput,
  refreshJoinToken,
} from '@greenroom/core/video/rooms'
import type { Grant } from '../call/authorize.ts'
import type { Contexts } from '../identity/contexts.ts'
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
export function createJoinTokens(
  upstream: Upstream,
  contexts: Contexts,
  options: SealedHandlesOptions,
): JoinTokens {
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
  /** Adds what the API does not tell: how long it lives, and whose it is. That is signed anew for each who asks. */
  const complete = async (
    answer: JoinToken,
    ageMs: number,
    ttlSecs: number,
    room_id: string,
    grant: Grant,
  ) => {
    const { iat, exp } = momentsOf(answer.token)
    const statedMs = iat === undefined || exp === undefined ? undefined : (exp - iat) * 1000
    const leftMs = (statedMs ?? ttlSecs * 1000) - ageMs
    const { user: sub, claims } = grant
    return {
      ...answer,
      ...(statedMs === undefined ? {} : { expires_in_ms: leftMs }),
      server_time_ms: now(),
      context: await contexts.sign({ sub, room_id, claims, exp: Math.ceil((now() + leftMs) / 1000) }),
    }
  }
  return {
    async mint({ room_id, token_ttl_secs, refresh_token_ttl_secs }, grant) {
      const { user, tokenTtlSecs, refreshTtlSecs } = grant
      const ttlSecs = clampTtl(tokenTtl, token_ttl_secs, tokenTtlSecs)
      const input = {
        room_id,
        token_ttl_secs: ttlSecs,
        refresh_token_ttl_secs: clampTtl(refreshTtl, refresh_token_ttl_secs, refreshTtlSecs),
      }
      const key = JSON.stringify([user, ...Object.values(input)])
      const mint = async () => protect(await upstream(createJoinToken, input), user, room_id)
      const { value, ageMs } = await recentMints.share(key, mint)
      return complete(value, ageMs, ttlSecs, room_id, grant)
    },
    async refresh({ room_id, refresh_token, token_ttl_secs }, grant) {
      const { user, tokenTtlSecs } = grant
      const ttlSecs = clampTtl(tokenTtl, token_ttl_secs, tokenTtlSecs)
      const answer = await upstream(refreshJoinToken, {
        room_id,
        refresh_token: await handles.open(refresh_token, { user, room_id }),
        token_ttl_secs: ttlSecs,
      })
      return complete(await protect(answer, user, room_id), 0, ttlSecs, room_id, grant)
    },
  }
}

/** When a refresh token runs out, in seconds since 1970. */
function endOf({ refresh_token_expires_at }: JoinToken, refreshToken: string, at: number): number {
  const stated = momentsOf(refreshToken).exp ?? Date.parse(refresh_token_expires_at ?? '') / 1000
  return Number.isFinite(stated) ? stated : at / 1000 + refreshTtl.otherwise
}

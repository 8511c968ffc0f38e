import {
  type CreateJoinTokenInput,
  createJoinToken,
  type JoinToken,
  type RefreshJoinTokenInput,
  refreshJoinToken,
} from '@greenroom/core/video/rooms'
import { claimsOf } from '@greenroom/core/wire'
import type { Grant } from '../call/authorize.ts'
import type { RequestContext } from '../call/request-context.ts'
import type { Contexts } from '../identity/contexts.ts'
import type { GatewaySettings } from '../options.ts'
import { Refusal } from '../refusals/refusal.ts'
import type { Upstream } from '../upstream/upstream.ts'
import { clampTtl, refreshTtl, tokenTtl } from './lifetimes.ts'
import { createRecentMints } from './recent-mints.ts'
import {
  dropRefreshCookie,
  inCookie,
  type KeptHandle,
  keepRefreshCookie,
  readRefreshCookie,
} from './refresh-cookies.ts'
import { createSealedHandles, type SealedHandlesOptions } from './sealed-handles.ts'

/** Mints and refreshes join tokens for authorized users. Real refresh tokens never leave the gateway. */
export interface JoinTokens {
  mint(input: CreateJoinTokenInput, grant: Grant, requestContext: RequestContext): Promise<JoinToken>
  /** @throws {Refusal} 403 for an invalid or expired handle. */
  refresh(input: RefreshJoinTokenInput, grant: Grant, requestContext: RequestContext): Promise<JoinToken>
}

/** The API's response without its refresh token, and that token sealed. */
interface Protected {
  readonly answer: JoinToken
  readonly handle: KeptHandle | undefined
}

/** The recipient and room of a join token. */
interface Recipient {
  readonly room_id: string
  readonly grant: Grant
  readonly requestContext: RequestContext
  /** Requested lifetime of the token. */
  readonly ttlSecs: number
}

/** Creates the minting and refreshing services. Their responses differ from the API's. */
export function createJoinTokens(
  upstream: Upstream,
  contexts: Contexts,
  options: SealedHandlesOptions & Pick<GatewaySettings, 'cookieMode' | 'timeoutMs'>,
): JoinTokens {
  const { now, cookieMode, timeoutMs } = options
  const handles = createSealedHandles(options)
  const recentMints = createRecentMints<Protected>({ now, waitMs: timeoutMs })

  const protect = async (
    { refresh_token, ...answer }: JoinToken,
    user: string,
    room_id: string,
  ): Promise<Protected> => {
    if (!refresh_token) return { answer, handle: undefined }
    const exp = endOf(answer, refresh_token, now())
    return { answer, handle: { text: await handles.seal(refresh_token, { user, room_id }, exp), exp } }
  }
  /** Returns the refresh token field for the page: the handle, or a constant if the handle is in a cookie. */
  const handOver = (handle: KeptHandle, { requestContext, room_id }: Recipient) => {
    if (!cookieMode) return { refresh_token: handle.text }
    return keepRefreshCookie(requestContext, room_id, handle, now()) ? { refresh_token: inCookie } : {}
  }
  /** Adds the lifetime and a context, which is signed for each response. */
  const complete = async (
    { answer, handle }: Protected,
    recipient: Recipient,
    ageMs: number,
  ): Promise<JoinToken> => {
    const { room_id, grant, ttlSecs } = recipient
    const { iat, exp } = claimsOf(answer.token)
    const statedMs = Number.isFinite(exp - iat) ? (exp - iat) * 1000 : undefined
    const leftMs = (statedMs ?? ttlSecs * 1000) - ageMs
    const { user: sub, claims } = grant
    return {
      ...answer,
      ...(handle && handOver(handle, recipient)),
      ...(statedMs === undefined ? {} : { expires_in_ms: leftMs }),
      server_time_ms: now(),
      context: await contexts.sign({ sub, room_id, claims, exp: Math.ceil((now() + leftMs) / 1000) }),
    }
  }
  /** Resolves to the API's refresh token for the page's handle or cookie. */
  const open = (pageToken: string, { requestContext: { request }, room_id, grant: { user } }: Recipient) => {
    const handle = cookieMode && pageToken === inCookie ? readRefreshCookie(request, room_id) : pageToken
    return handles.open(handle, { user, room_id })
  }
  return {
    async mint({ room_id, token_ttl_secs, refresh_token_ttl_secs }, grant, requestContext) {
      const { user, tokenTtlSecs, refreshTtlSecs } = grant
      const ttlSecs = clampTtl(tokenTtl, token_ttl_secs, tokenTtlSecs)
      const input = {
        room_id,
        token_ttl_secs: ttlSecs,
        refresh_token_ttl_secs: clampTtl(refreshTtl, refresh_token_ttl_secs, refreshTtlSecs),
      }
      const owner = JSON.stringify([user, room_id])
      const key = JSON.stringify([user, ...Object.values(input)])
      const mint = async () => protect(await upstream(createJoinToken, input), user, room_id)
      const { value, ageMs } = await recentMints.share(key, mint, owner)
      return complete(value, { room_id, grant, requestContext, ttlSecs }, ageMs)
    },
    async refresh({ room_id, refresh_token, token_ttl_secs }, grant, requestContext) {
      const ttlSecs = clampTtl(tokenTtl, token_ttl_secs, grant.tokenTtlSecs)
      const recipient = { room_id, grant, requestContext, ttlSecs }
      try {
        const answer = await upstream(refreshJoinToken, {
          room_id,
          refresh_token: await open(refresh_token, recipient),
          token_ttl_secs: ttlSecs,
        })
        return complete(await protect(answer, grant.user, room_id), recipient, 0)
      } catch (error) {
        const isUseless = error instanceof Refusal && error.init.status === 403
        if (cookieMode && refresh_token === inCookie && isUseless) dropRefreshCookie(requestContext, room_id)
        throw error
      }
    },
  }
}

/** Returns when a refresh token expires, in seconds since 1970. */
function endOf({ refresh_token_expires_at }: JoinToken, refreshToken: string, at: number): number {
  const stated = Date.parse(refresh_token_expires_at ?? '') / 1000
  const { exp } = claimsOf(refreshToken)
  return [stated, exp].find(Number.isFinite) ?? at / 1000 + refreshTtl.otherwise
}

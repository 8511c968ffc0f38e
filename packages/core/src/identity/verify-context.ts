import { decodeBase64Url } from '../base64.ts'
import { checkNumbers } from '../check-numbers.ts'
import { ContextError } from './context-error.ts'
import type { ContextKey, FindContextKey } from './context-keys.ts'
import { readSignedContext } from './signed-context.ts'

/** The identity of a user, as signed by a gateway. */
export interface Identity {
  /** The user, as returned by the gateway's `authorize`. */
  readonly user: string
  /** The room that the user was admitted to (UUID). */
  readonly roomId: string
  /** The other claims of the grant, such as a name or a role. */
  readonly claims: Readonly<Record<string, unknown>>
  /** Identifies the context: of two present participants with the same one, at most one is the user. */
  readonly jti: string
  /** When it was signed, in milliseconds since 1970. */
  readonly issuedAt: number
  /** When it expires for joining, in milliseconds since 1970. */
  readonly expiresAt: number
}

/** Options that apply to all contexts of a gateway. */
export interface ContextOptions {
  /**
   * The gateway's public keys: the response of its `/keys`, or a function that finds them, see {@link
   * contextKeysFrom}.
   */
  readonly keys: { readonly keys: readonly ContextKey[] } | FindContextKey
  /** The gateway that must have signed it: the gateway's `audience` option. */
  readonly audience: string
  /** The allowed difference between the clocks of the gateway and the API, in seconds. Default: 60. */
  readonly toleranceSecs?: number | undefined
  /** Returns the time in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined
}

/** Options of {@link verifyContext}. */
export interface VerifyContextOptions extends ContextOptions {
  /** The room that it must be for (UUID). Default: any room; the identity contains it. */
  readonly roomId?: string | undefined
  /**
   * When it was used, from the participant's `joined_at`. A context expires for joining only: a participant
   * who joined in time keeps their identity. Default: now, also for a missing or invalid time.
   */
  readonly joinedAt?: string | Date | null | undefined
}

/**
 * Verifies a context that a gateway signed, and resolves to the identity in it. It runs anywhere: in a
 * browser, a Worker or a server.
 *
 * All participants in a room can read each other's contexts. A context alone proves that its user was
 * admitted, but not that the participant who presents it is that user: {@link markParticipants} finds copied
 * contexts.
 *
 * @throws {ContextError} if the context cannot be verified; its `code` says why.
 * @throws {ConfigError} for an invalid `toleranceSecs`.
 *
 * @example
 * ```ts
 * import { createClient } from '@greenroom/core'
 * import { contextKeysFrom, isContextError, verifyContext } from '@greenroom/core/identity'
 * import type { RoomParticipant } from '@greenroom/core/video/room-participants'
 *
 * const keys = contextKeysFrom(createClient({ baseUrl: '/telnyx' }))
 *
 * export async function nameOf({ context, joined_at }: RoomParticipant): Promise<string> {
 *   try {
 *     const { claims } = await verifyContext(context ?? '', { keys, audience: 'https://app.example', joinedAt: joined_at })
 *     return String(claims['name'])
 *   } catch (error) {
 *     if (isContextError(error)) return 'unknown'
 *     throw error
 *   }
 * }
 * ```
 */
export async function verifyContext(context: string, options: VerifyContextOptions): Promise<Identity> {
  const { keys, audience, roomId, toleranceSecs = 60 } = options
  checkNumbers({ toleranceSecs }, 0)
  const { kid, payload, signature, signed } = readSignedContext(context)
  const key = typeof keys === 'function' ? await keys(kid) : keys.keys.find((jwk) => jwk.kid === kid)
  const bytes = decodeBase64Url(key?.x ?? '')
  if (bytes?.length !== 32) throw new ContextError('unknown_key')
  const publicKey = await crypto.subtle.importKey('raw', bytes, 'Ed25519', false, ['verify'])
  if (!(await crypto.subtle.verify('Ed25519', publicKey, signature, signed))) {
    throw new ContextError('wrong_signature')
  }
  if (payload.aud !== audience) throw new ContextError('wrong_audience')
  if (roomId !== undefined && payload.room_id !== roomId) throw new ContextError('wrong_room')
  // Negated, so that an invalid clock rejects the context.
  if (!(usedAt(options) / 1000 <= payload.exp + toleranceSecs)) throw new ContextError('expired')
  const { sub: user, claims = {}, jti, iat, exp } = payload
  return {
    user,
    roomId: payload.room_id,
    claims,
    jti,
    issuedAt: Math.round(iat * 1000),
    expiresAt: exp * 1000,
  }
}

function usedAt({ joinedAt, now = Date.now }: VerifyContextOptions): number {
  const at = joinedAt == null ? Number.NaN : new Date(joinedAt).getTime()
  return Number.isNaN(at) ? now() : at
}

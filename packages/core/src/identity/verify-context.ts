import { decodeBase64Url } from '../base64.ts'
import { ContextError } from './context-error.ts'
import type { ContextKey, FindContextKey } from './context-keys.ts'
import { readSignedContext } from './signed-context.ts'

/** Who somebody is, as a gateway signed it. */
export interface Identity {
  /** The user, as the gateway's `authorize` named them. */
  readonly user: string
  /** The room that they were let into (UUID). */
  readonly roomId: string
  /** What else the grant said of them, like a name or a role. */
  readonly claims: Readonly<Record<string, unknown>>
  /** Identifies the context: two who are present with the same one are not both who it says. */
  readonly jti: string
  /** When it was signed, in milliseconds since 1970. */
  readonly issuedAt: number
  /** Until when somebody could join with it, in milliseconds since 1970. */
  readonly expiresAt: number
}

/** What contexts are verified by. */
export interface ContextOptions {
  /** The gateway's public keys: what its `/keys` answers, or what finds them, see {@link contextKeysFrom}. */
  readonly keys: { readonly keys: readonly ContextKey[] } | FindContextKey
  /** Which gateway it has to be of: the `audience` that it was made with. */
  readonly audience: string
  /** How far the clocks of the gateway and of the API may be apart, in seconds. Default: 60. */
  readonly toleranceSecs?: number | undefined
  /** Tells the time in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined
}

/** How one context is verified. */
export interface VerifyContextOptions extends ContextOptions {
  /** Which room it has to be for (UUID). Default: any; the identity names it. */
  readonly roomId?: string | undefined
  /**
   * When it was used, as the participant's `joined_at` tells: a context is good to join with for a while, and whoever did goes on
   * being who they are. Default: now.
   */
  readonly joinedAt?: string | Date | null | undefined
}

/**
 * Verifies a context that a gateway signed, and resolves to whom it names. It runs anywhere: in a page, a Worker, a server.
 *
 * A participant's context is seen by everybody in the room. So a context alone proves that its user was let in, and not that who
 * shows it is that user: {@link markParticipants} finds those who took another's.
 *
 * @throws {ContextError} when it names nobody; its `code` says why.
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
 *     if (isContextError(error)) return 'somebody'
 *     throw error
 *   }
 * }
 * ```
 */
export async function verifyContext(context: string, options: VerifyContextOptions): Promise<Identity> {
  const { keys, audience, roomId, toleranceSecs = 60 } = options
  const { kid, payload, signature, signed } = readSignedContext(context)
  const key = typeof keys === 'function' ? await keys(kid) : keys.keys.find((one) => one.kid === kid)
  const bytes = decodeBase64Url(key?.x ?? '')
  if (bytes?.length !== 32) throw new ContextError('unknown_key')
  const publicKey = await crypto.subtle.importKey('raw', bytes, 'Ed25519', false, ['verify'])
  if (!(await crypto.subtle.verify('Ed25519', publicKey, signature, signed))) {
    throw new ContextError('wrong_signature')
  }
  if (payload.aud !== audience) throw new ContextError('wrong_audience')
  if (roomId !== undefined && payload.room_id !== roomId) throw new ContextError('wrong_room')
  if (usedAt(options) / 1000 > payload.exp + toleranceSecs) throw new ContextError('expired')
  const { sub: user, claims = {}, jti, iat, exp } = payload
  return { user, roomId: payload.room_id, claims, jti, issuedAt: iat * 1000, expiresAt: exp * 1000 }
}

function usedAt({ joinedAt, now = Date.now }: VerifyContextOptions): number {
  const at = joinedAt == null ? Number.NaN : new Date(joinedAt).getTime()
  return Number.isNaN(at) ? now() : at
}

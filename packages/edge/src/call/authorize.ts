import { ConfigError } from '@greenroom/core'
import { checkKeys } from '../check-keys.ts'
import { isResponse } from '../http/any-response.ts'
import { Refusal } from '../refusals/refusal.ts'
import { refusals } from '../refusals/refusals.ts'
import type { Call } from './call.ts'

/** Allows a call on behalf of a user. */
export interface Grant {
  /**
   * Identifies the caller. Refresh tokens are bound to it, and the signed context shows it to all
   * participants.
   */
  readonly user: string
  /** Maximum lifetime of a join token, in seconds, 10 to 3600. Default: 600. */
  readonly tokenTtlSecs?: number | undefined
  /** Maximum lifetime of a refresh token, in seconds, 60 to 86400. Default: 3600. */
  readonly refreshTtlSecs?: number | undefined
  /**
   * Facts about the user for all participants of a room, such as a name or a role: part of the signed
   * context. Up to 2048 characters of JSON. Must not contain secrets.
   */
  readonly claims?: Readonly<Record<string, unknown>> | undefined
  /**
   * Returns whether the user may access a room (UUID). Lists are filtered by it. Calls that name another
   * room or a resource of one, in any field, are denied, and so are calls that act on no known room.
   * `rooms.create` is allowed if it returns true for an unknown id. Default: every room.
   */
  readonly rooms?: ((id: string) => boolean) | undefined
}

/** A terminal refusal, created by {@link deny}. */
export class Denial {
  readonly reason: string
  readonly revoked: boolean

  constructor(reason: string, revoked: boolean) {
    this.reason = reason
    this.revoked = revoked
  }
}

/**
 * Denies a call: 403, and the page does not retry. A user in a live room stays until
 * their token expires, unless `revoked`.
 *
 * @param reason For your log. It is not sent to the page.
 * @param options `revoked`: the user must leave a live room at once. Default: false.
 * @throws {ConfigError} for an unknown option, and without a reason.
 *
 * @example
 * ```ts
 * import { type Authorize, deny } from '@greenroom/edge'
 *
 * export const authorize: Authorize = (request) => {
 *   const user = request.headers.get('x-user')
 *   if (user === null) return null
 *   return user === 'mallory' ? deny('banned by a moderator', { revoked: true }) : { user }
 * }
 * ```
 */
export function deny(reason: string, options: { readonly revoked?: boolean } = {}): Denial {
  // Otherwise a misspelled or misplaced option would only deny.
  if (typeof reason !== 'string') throw new ConfigError('deny needs a reason as its first argument')
  checkKeys('deny', options, ['revoked'])
  return new Denial(reason, options.revoked ?? false)
}

/**
 * Result of `authorize`: a grant, `null` or `false` if the user is not signed in, a denial, or a custom
 * response, which can be a `Response` of any class. `undefined` also counts as not signed in, but does not
 * compile, so that a forgotten `return` is noticed.
 */
export type AuthorizeResult = Grant | Denial | Response | null | false

/**
 * Decides about a call. It runs on every call, including refreshes. A `Response` that it throws is sent as if
 * it was returned, and any other error becomes a 503. So does a grant with an unknown field.
 * Use the request for its headers: its body was already read into `call.input`.
 *
 * @example
 * ```ts
 * import { rooms } from '@greenroom/core/video'
 * import { type Authorize, deny } from '@greenroom/edge'
 *
 * declare function userOf(request: Request): Promise<{ id: string; isHost: boolean } | null>
 *
 * export const authorize: Authorize = async (request, call) => {
 *   const user = await userOf(request)
 *   if (user === null) return null
 *   if (call.is(rooms.create) && !user.isHost) return deny('only hosts make rooms')
 *   return { user: user.id, tokenTtlSecs: 900 }
 * }
 * ```
 */
export type Authorize = (request: Request, call: Call) => AuthorizeResult | Promise<AuthorizeResult>

/** Fields of a grant, with a check of each value. */
const grantFields: { readonly [Name in keyof Required<Grant>]: (value: unknown) => boolean } = {
  user: (value) => typeof value === 'string' && value !== '',
  // The time that is left until an end in the past grants nothing.
  tokenTtlSecs: (value = 1) => Number.isFinite(value) && Number(value) > 0,
  refreshTtlSecs: (value = 1) => Number.isFinite(value) && Number(value) > 0,
  // Verifiers would mark a context with other claims as forged. A Map would become an empty object.
  claims: (value = {}) =>
    !(value instanceof Map || value instanceof Set) && JSON.stringify(value)?.startsWith('{') === true,
  rooms: (value) => value === undefined || typeof value === 'function',
}

/**
 * Calls `authorize` and returns its validated grant, or its response.
 *
 * @throws {Refusal} 401, 403; 503 if `authorize` throws or returns anything else.
 */
export async function decide(authorize: Authorize, request: Request, call: Call): Promise<Grant | Response> {
  const result = await callAuthorize(authorize, request, call)
  if (result === null || result === undefined || result === false) throw refusals.signedOut()
  if (result instanceof Denial) {
    throw result.revoked ? refusals.revoked(result.reason) : refusals.denied(result.reason)
  }
  if (isResponse(result)) return result
  try {
    checkGrant(result)
  } catch (error) {
    throw refusals.unavailable(error)
  }
  return result
}

async function callAuthorize(
  authorize: Authorize,
  request: Request,
  call: Call,
): Promise<AuthorizeResult | undefined> {
  try {
    return await authorize(request, call)
  } catch (error) {
    if (isResponse(error)) return error
    // Lookups of the call throw refusals, which are safe to send.
    throw error instanceof Refusal ? error : refusals.unavailable(error)
  }
}

/** @throws {ConfigError} that names the unknown or invalid field. */
function checkGrant(grant: Grant): void {
  checkKeys('The grant of authorize', grant, Object.keys(grantFields))
  for (const [name, isValid] of Object.entries(grantFields)) {
    if (isValid(Object(grant)[name])) continue
    throw new ConfigError(`authorize returned an invalid grant: check '${name}'`)
  }
}

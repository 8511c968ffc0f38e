import { ConfigError } from '@greenroom/core'
import { Refusal } from '../refusals/refusal.ts'
import { refusals } from '../refusals/refusals.ts'
import type { Call } from './call.ts'

/** Lets a call through, on somebody's behalf. */
export interface Grant {
  /** Identifies who calls: refresh tokens are bound to it, and the signed context names it to everybody in the room. */
  readonly user: string
  /** How long a join token may live, in seconds, 10 to 3600. Default: 600. */
  readonly tokenTtlSecs?: number | undefined
  /** How long it can be refreshed, in seconds, 60 to 86400. Default: 3600. */
  readonly refreshTtlSecs?: number | undefined
  /**
   * What else everybody in a room is to know of the user, like a name or a role: part of the signed context. Up to 2048
   * characters of JSON, and nothing secret.
   */
  readonly claims?: Readonly<Record<string, unknown>> | undefined
  /**
   * Whether the user may know of a room (UUID). Lists are filtered by it, and calls about other rooms, or
   * about something whose room cannot be told, are denied. Default: every room.
   */
  readonly rooms?: ((id: string) => boolean) | undefined
}

/** A refusal that stays, made by {@link deny}. */
export class Denial {
  readonly reason: string
  readonly revoked: boolean

  constructor(reason: string, revoked: boolean) {
    this.reason = reason
    this.revoked = revoked
  }
}

/**
 * Refuses a call for good: 403, and the page does not try again. Somebody in a live room stays in it until
 * their token runs out, unless `revoked`.
 *
 * @param reason For your own log: the page does not see it.
 * @param options `revoked`: the user must leave a live room at once. Default: false.
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
  return new Denial(reason, options.revoked ?? false)
}

/** What `authorize` decides: a grant, `null` where nobody is signed in, a denial, or an answer of its own. */
export type AuthorizeResult = Grant | Denial | Response | null

/**
 * Decides over a call. It runs on every one, refreshes too. What it throws is a 503 to the page. The request
 * is there for its headers: its body is read already, and is `call.input`.
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

/**
 * Asks `authorize`, and takes nothing but a grant for one.
 *
 * @throws {Refusal} 401, 403; 503 when `authorize` throws or answers something else.
 */
export async function decide(authorize: Authorize, request: Request, call: Call): Promise<Grant | Response> {
  const result = await ask(authorize, request, call)
  if (result === null) throw refusals.signedOut()
  if (result instanceof Denial) {
    throw result.revoked ? refusals.revoked(result.reason) : refusals.denied(result.reason)
  }
  if (!(result instanceof Response)) checkGrant(result)
  return result
}

async function ask(authorize: Authorize, request: Request, call: Call): Promise<AuthorizeResult> {
  try {
    return await authorize(request, call)
  } catch (error) {
    // The call's own look-ups throw what may be shown.
    throw error instanceof Refusal ? error : refusals.unavailable(error)
  }
}

function checkGrant(grant: Partial<Grant> | undefined): void {
  const { user, tokenTtlSecs = 0, refreshTtlSecs = 0, claims = {}, rooms } = grant ?? {}
  const isGood = {
    user: typeof user === 'string' && user !== '',
    tokenTtlSecs: Number.isFinite(tokenTtlSecs),
    refreshTtlSecs: Number.isFinite(refreshTtlSecs),
    // Whoever reads a context with others would take it for forged.
    claims: Object(claims) === claims && !Array.isArray(claims),
    rooms: rooms === undefined || typeof rooms === 'function',
  }
  const fault = Object.entries(isGood).find(([, holds]) => !holds)
  if (!fault) return
  throw refusals.unavailable(
    new ConfigError(`authorize answered neither null nor a grant: its '${fault[0]}' is wrong`),
  )
}

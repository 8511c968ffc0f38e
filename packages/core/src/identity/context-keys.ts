import * as v from 'valibot'
import { checkNumbers } from '../check-numbers.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { model } from '../schema/model.ts'
import type { Client } from '../types.ts'
import { ContextError } from './context-error.ts'

/** A public key (JWK) that verifies contexts. */
export interface ContextKey extends v.InferOutput<typeof ContextKey> {}
export const ContextKey = model({
  kty: v.literal('OKP'),
  crv: v.literal('Ed25519'),
  /** The key's 32 bytes, base64url. */
  x: v.string(),
  /** Identifies the key. */
  kid: v.string(),
})

/** A gateway's public keys (JWKS): the current signing key, and previous ones. */
export interface ContextKeySet extends v.InferOutput<typeof ContextKeySet> {}
export const ContextKeySet = model({ keys: v.array(ContextKey) })

/** Retrieves the public keys of a gateway. It needs no authentication. */
export const retrieveContextKeys: Endpoint<Record<never, never>, ContextKeySet, 'GET'> = endpoint({
  method: 'GET',
  path: '/keys',
  input: v.strictObject({}),
  output: ContextKeySet,
  auth: 'none',
})

/**
 * Finds the public key with an id. Resolves to undefined if the gateway does not have it.
 *
 * @param kid The id of the key.
 * @param others Ids of other keys that the caller needs too, so that one look-up can serve all of them.
 * @throws {ContextError} `keys_unavailable` if it is not known yet whether the gateway has the key.
 */
export type FindContextKey = (kid: string, others?: readonly string[]) => Promise<ContextKey | undefined>

/** Options of {@link contextKeysFrom}. */
export interface ContextKeysOptions {
  /**
   * How long keys are cached, in milliseconds, including a key that the gateway has since removed. Default:
   * 600_000.
   */
  readonly maxAgeMs?: number | undefined
  /** The shortest time between two look-ups, in milliseconds. Default: 30_000. */
  readonly askAgainMs?: number | undefined
  /** Returns the time in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined
}

/** Limits the memory that made-up ids can occupy. */
const mostUnknownIds = 1000
/** A look-up that takes longer may be one of a request that has ended; another may begin. */
const longestLookUpMs = 10_000
/** How often, and how many times, a call checks whether the look-up of another call is over. */
const pollMs = 20
const mostPolls = 100

/**
 * Returns a function that finds a gateway's public keys and caches them. It looks them up on first use, when
 * they are older than `maxAgeMs`, and for an unknown id, but at most once every `askAgainMs`. A failed
 * look-up keeps the previous keys. An id that no look-up has covered yet rejects with `keys_unavailable`: its
 * key may be newer than the cached ones. Requests of a server may share the function.
 *
 * @param client A client with the gateway's URL as `baseUrl`; it needs no key.
 * @throws {ConfigError} for an option that is not a valid number.
 *
 * @example
 * ```ts
 * import { createClient } from '@greenroom/core'
 * import { contextKeysFrom, verifyContext } from '@greenroom/core/identity'
 *
 * const keys = contextKeysFrom(createClient({ baseUrl: 'https://app.example/telnyx' }))
 *
 * export async function userOf(context: string, roomId: string): Promise<string> {
 *   const { user } = await verifyContext(context, { keys, audience: 'https://app.example', roomId })
 *   return user
 * }
 * ```
 */
export function contextKeysFrom(client: Client, options: ContextKeysOptions = {}): FindContextKey {
  const { maxAgeMs = 600_000, askAgainMs = 30_000, now = Date.now } = options
  checkNumbers({ maxAgeMs, askAgainMs }, 0)
  /** How many look-ups have begun. */
  let count = 0
  let last: { readonly at: number; readonly error?: unknown } | undefined
  let cached: { readonly at: number; readonly number: number; readonly set: ContextKeySet } | undefined
  let isUnderWay = false
  /** Unknown ids, with the number of look-ups that had begun when each was first needed. */
  const unknown = new Map<string, number>()

  const isRecent = (entry: { readonly at: number } | undefined, limitMs: number) => {
    const ageMs = entry ? now() - entry.at : Number.NaN
    // A clock that was set back must not prolong the life of keys.
    return ageMs >= 0 && ageMs < limitMs
  }
  const note = (kid: string) => {
    const [oldest] = unknown.keys()
    if (unknown.size >= mostUnknownIds && oldest !== undefined) unknown.delete(oldest)
    if (!unknown.has(kid)) unknown.set(kid, count)
  }
  const mayLookUp = () => {
    const intervalMs = Math.min(askAgainMs, maxAgeMs)
    return !isRecent(last, isUnderWay ? Math.max(intervalMs, longestLookUpMs) : intervalMs)
  }
  const lookUp = async () => {
    // Reserved before the request, so that concurrent calls do not make one each.
    const at = now()
    last = { at }
    isUnderWay = true
    // Ids that are needed at the same moment are noted before the look-up begins, so that it covers them.
    await undefined
    count += 1
    const number = count
    let error: unknown
    try {
      const set = await retrieveContextKeys(client)
      if (number > (cached?.number ?? 0)) cached = { at, number, set }
    } catch (thrown) {
      error = thrown
    }
    if (number !== count) return
    last = { at, error }
    isUnderWay = false
  }
  return async (kid, others = []) => {
    const before = count
    /** Returns the keys, unless they are too old and were not looked up for this call. */
    const usable = () =>
      cached && (cached.number > before || isRecent(cached, maxAgeMs)) ? cached : undefined
    const find = () => usable()?.set.keys.find((key) => key.kid === kid)

    const known = find()
    if (known) return known
    for (const id of [...others, kid]) note(id)
    if (mayLookUp()) await lookUp()
    // In workerd, the promise of another request never settles once that request has ended.
    for (let polls = 0; isUnderWay && polls < mostPolls; polls += 1) await delay(pollMs)
    const found = find()
    const isCovered = (usable()?.number ?? 0) > (unknown.get(kid) ?? count)
    if (!found && !isCovered) throw new ContextError('keys_unavailable', last?.error)
    return found
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

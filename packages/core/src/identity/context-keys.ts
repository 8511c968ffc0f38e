import * as v from 'valibot'
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
export const retrieveContextKeys: Endpoint<Record<never, never>, ContextKeySet> = endpoint({
  method: 'GET',
  path: '/keys',
  input: v.strictObject({}),
  output: ContextKeySet,
  auth: 'none',
})

/** Finds the public key with an id. Resolves to undefined if the gateway does not have it. */
export type FindContextKey = (kid: string) => Promise<ContextKey | undefined>

/** Options of {@link contextKeysFrom}. */
export interface ContextKeysOptions {
  /**
   * How long keys are cached, in milliseconds, including a key that the gateway has since removed. Default:
   * 600_000.
   */
  readonly maxAgeMs?: number | undefined
  /**
   * The shortest time between requests for an unknown id or after a failure, in milliseconds. Default:
   * 30_000.
   */
  readonly askAgainMs?: number | undefined
  /** Returns the time in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined
}

/**
 * Returns a function that finds a gateway's public keys and caches them. It requests them on first use, when
 * they are older than `maxAgeMs`, and for an unknown id, but at most once every `askAgainMs` for unknown ids.
 * Requests of a server may share it.
 *
 * @param client A client with the gateway's URL as `baseUrl`; it needs no key.
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
  // Only settled results are shared: in workerd, a promise of another request never settles after that
  // request ends.
  let last: { readonly at: number; readonly set?: ContextKeySet; readonly error?: unknown } | undefined

  const ask = async () => {
    try {
      const set = await retrieveContextKeys(client)
      last = { at: now(), set }
    } catch (error) {
      last = { at: now(), error }
    }
    return last
  }
  return async (kid) => {
    const find = (set: ContextKeySet | undefined) => set?.keys.find((key) => key.kid === kid)
    const ageMs = last ? now() - last.at : Number.POSITIVE_INFINITY
    const known = ageMs < maxAgeMs ? find(last?.set) : undefined
    if (known) return known
    const { set, error } = last && ageMs < askAgainMs ? last : await ask()
    if (!set) throw new ContextError('keys_unavailable', error)
    return find(set)
  }
}

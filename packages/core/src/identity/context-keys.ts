import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { model } from '../schema/model.ts'
import type { Client } from '../types.ts'
import { ContextError } from './context-error.ts'

/** A public key (JWK) that contexts are verified with. */
export interface ContextKey extends v.InferOutput<typeof ContextKey> {}
export const ContextKey = model({
  kty: v.literal('OKP'),
  crv: v.literal('Ed25519'),
  /** The key's 32 bytes, base64url. */
  x: v.string(),
  /** Identifies the key. */
  kid: v.string(),
})

/** A gateway's public keys (JWKS): the one that signs, and those that signed before it. */
export interface ContextKeySet extends v.InferOutput<typeof ContextKeySet> {}
export const ContextKeySet = model({ keys: v.array(ContextKey) })

/** Retrieves the public keys of a gateway; it asks nobody who they are. */
export const retrieveContextKeys: Endpoint<Record<never, never>, ContextKeySet> = endpoint({
  method: 'GET',
  path: '/keys',
  input: v.strictObject({}),
  output: ContextKeySet,
  auth: 'none',
})

/** Finds the public key of an id; resolves to undefined where the gateway has none of it. */
export type FindContextKey = (kid: string) => Promise<ContextKey | undefined>

/** How keys are kept. */
export interface ContextKeysOptions {
  /** How long keys are believed in, in milliseconds; one that the gateway gave up is of use no longer. Default: 600_000. */
  readonly maxAgeMs?: number | undefined
  /** How soon an unknown id, or a failure, makes it ask again, in milliseconds. Default: 30_000. */
  readonly askAgainMs?: number | undefined
  /** Tells the time in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined
}

/**
 * Makes what finds a gateway's public keys, and keeps them: it asks at the first use, when they are old, and for an id that it
 * does not know, though not for every forged one. It may be shared by requests of a server.
 *
 * @param client A client whose `baseUrl` is where the gateway is mounted; it needs no key.
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
  // Only what has settled is shared: a promise of another request never settles in workerd once that request is gone.
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

import { ConfigError } from '@greenroom/core'
import type { ContextKeySet, ContextPayload } from '@greenroom/core/identity'
import { encodeBase64Url } from '@greenroom/core/wire'
import { keysOf } from '../keys.ts'
import type { GatewaySettings } from '../options.ts'
import { refusals } from '../refusals/refusals.ts'
import { toBytes } from '../utf8.ts'
import { deriveSigningKey, importSigningKey } from './signing-keys.ts'

/** The payload of a context that depends on the user. */
export type ContextSubject = Pick<ContextPayload, 'sub' | 'room_id' | 'claims' | 'exp'>

/** Signs contexts, which prove a user's identity to other participants. */
export interface Contexts {
  /** @throws {Refusal} 503 for claims that are too large. */
  sign(subject: ContextSubject): Promise<string>
  /** Returns the public keys of all signing keys. */
  keySet(): Promise<ContextKeySet>
}

/** In characters of JSON. Bounded because every participant receives the claims of all others. */
const longestClaims = 2048

/** Creates the signer of contexts: signed JWTs (JWS, Ed25519). The newest key signs. */
export function createContexts({ secrets, contextKeys, audience, now }: GatewaySettings): Contexts {
  const keys = contextKeys ? keysOf(contextKeys, importSigningKey) : keysOf(secrets, deriveSigningKey)
  return {
    async sign(subject) {
      if ((JSON.stringify(subject.claims)?.length ?? 0) > longestClaims) {
        throw refusals.unavailable(
          new ConfigError(`claims must be at most ${longestClaims} characters of JSON`),
        )
      }
      const [{ privateKey, head }] = await keys()
      // Not rounded, because the order of a user's contexts shows which presence is the latest.
      const payload = { aud: audience, jti: crypto.randomUUID(), iat: now() / 1000, ...subject }
      const text = `${head}.${encodeBase64Url(toBytes(JSON.stringify(payload)))}`
      const signature = await crypto.subtle.sign('Ed25519', privateKey, toBytes(text))
      return `${text}.${encodeBase64Url(new Uint8Array(signature))}`
    },
    keySet: async () => ({ keys: (await keys()).map(({ publicKey }) => publicKey) }),
  }
}

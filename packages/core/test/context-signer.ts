import { encodeBase64Url } from '../src/base64.ts'
import type { ContextKeySet } from '../src/identity/context-keys.ts'
import { type ContextPayload, contextType } from '../src/identity/signed-context.ts'

export const audience = 'https://app.example'
export const roomId = '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0'

/** Signs contexts as a gateway does. Overrides make contexts that a gateway would not sign. */
export interface ContextSigner {
  readonly keySet: ContextKeySet
  sign(payload?: Partial<ContextPayload>, header?: Record<string, unknown>): Promise<string>
}

/**
 * Makes a signer with a new key.
 *
 * @param atSecs The time of signing, in seconds since 1970. Contexts are valid for ten minutes.
 */
export async function contextSigner(kid = 'k1', atSecs = 1_000_000): Promise<ContextSigner> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair
  const { x = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const part = (value: object) => encodeBase64Url(new TextEncoder().encode(JSON.stringify(value)))
  return {
    keySet: { keys: [{ kty: 'OKP', crv: 'Ed25519', x, kid }] },
    async sign(payload = {}, header = {}) {
      const defaults = { aud: audience, sub: 'ann', room_id: roomId, jti: crypto.randomUUID(), iat: atSecs }
      const text = [
        part({ alg: 'EdDSA', typ: contextType, kid, ...header }),
        part({ ...defaults, claims: { name: 'Ann' }, exp: atSecs + 600, ...payload }),
      ].join('.')
      const bytes = new TextEncoder().encode(text)
      const signature = await crypto.subtle.sign('Ed25519', pair.privateKey, bytes)
      return `${text}.${encodeBase64Url(new Uint8Array(signature))}`
    },
  }
}

import { type ContextKey, contextType } from '@greenroom/core/identity'
import { encodeBase64Url } from '@greenroom/core/wire'
import { deriveBits } from '../keys.ts'
import { toBytes } from '../utf8.ts'

/** A private Ed25519 key (JWK) that signs contexts, as `crypto.subtle.exportKey('jwk', …)` returns it. */
export interface PrivateContextKey {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  /** The private and the public 32 bytes, base64url. */
  readonly d: string
  readonly x: string
  /** Identifies the key. Default: the beginning of `x`. */
  readonly kid?: string | undefined
}

/** A private key with its public key. */
export interface SigningKey {
  readonly privateKey: CryptoKey
  readonly publicKey: ContextKey
  /** The encoded JWS header, the same for all contexts of the key. */
  readonly head: string
}

const algorithm = 'Ed25519'

/** PKCS #8 prefix of the 32 bytes of an Ed25519 key (RFC 8410), the only format that needs no public key. */
const pkcs8Head = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20]

/** Derives a key pair from a secret. */
export async function deriveSigningKey(secret: string): Promise<SigningKey> {
  const seed = await deriveBits(secret, 'greenroom context key')
  const bytes = new Uint8Array([...pkcs8Head, ...seed])
  // Exportable, because exporting is the only way to get the public key.
  const privateKey = await crypto.subtle.importKey('pkcs8', bytes, algorithm, true, ['sign'])
  const { x = '' } = await crypto.subtle.exportKey('jwk', privateKey)
  return signingKeyOf(privateKey, x)
}

/** Imports a configured key pair. */
export async function importSigningKey({ kty, crv, d, x, kid }: PrivateContextKey): Promise<SigningKey> {
  const privateKey = await crypto.subtle.importKey('jwk', { kty, crv, d, x }, algorithm, false, ['sign'])
  return signingKeyOf(privateKey, x, kid)
}

function signingKeyOf(privateKey: CryptoKey, x: string, kid: string = x.slice(0, 16)): SigningKey {
  const usage = { alg: 'EdDSA', use: 'sig' }
  return {
    privateKey,
    publicKey: { kty: 'OKP', crv: algorithm, x, kid, ...usage },
    head: encodeBase64Url(toBytes(JSON.stringify({ alg: usage.alg, typ: contextType, kid }))),
  }
}

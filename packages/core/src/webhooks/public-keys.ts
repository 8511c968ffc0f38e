import { decodeBase64 } from '../base64.ts'
import { ConfigError } from '../errors.ts'

/** Public keys in other formats than the API's, and why they are invalid. The first match is reported. */
const problems: readonly (readonly [RegExp, string])[] = [
  [/^$/, 'is empty'],
  [/-----BEGIN/, 'is PEM, with a header and line breaks'],
  [/\s/, 'contains whitespace or a line break'],
  [/^KEY/, 'looks like an API key'],
  [/^[\da-f]{64}$/i, 'is hexadecimal'],
  [/[-_]/, 'is base64url, which uses - and _ instead of + and /'],
  [/^[A-Za-z\d+/]{43}$/, 'has no padding; a = is missing at the end'],
]

/**
 * Imports the public keys of webhooks.
 *
 * @throws {ConfigError} that says what is wrong with which key, if one is malformed or none is given.
 */
export function importPublicKeys(publicKeys: string | readonly string[]): Promise<CryptoKey[]> {
  const importKey = (bytes: Uint8Array<ArrayBuffer>) =>
    crypto.subtle.importKey('raw', bytes, 'Ed25519', false, ['verify'])
  return Promise.all(decodePublicKeys(publicKeys).map(importKey))
}

/** Returns the bytes of each key. Throws as {@link importPublicKeys} does. */
export function decodePublicKeys(publicKeys: string | readonly string[]): Uint8Array<ArrayBuffer>[] {
  const keys = [publicKeys].flat()
  if (keys.length === 0) throw new ConfigError('publicKeys must contain at least one key')
  return keys.map((key: unknown, index) => {
    const bytes = typeof key === 'string' ? decodeBase64(key) : undefined
    if (bytes?.length === 32) return bytes
    const name = Array.isArray(publicKeys) ? `publicKeys[${index}]` : 'publicKeys'
    const expected = 'expected the base64 encoding of 32 bytes, as the portal shows it'
    throw new ConfigError(`${name} ${problemOf(key, bytes)}; ${expected}`)
  })
}

function problemOf(key: unknown, bytes: Uint8Array | undefined): string {
  if (typeof key !== 'string') return 'is not a string'
  const known = problems.find(([pattern]) => pattern.test(key))?.[1]
  if (known) return known
  if (!bytes) return 'is not base64'
  return bytes.length === 44 ? 'is a DER-encoded key: use its last 32 bytes' : `has ${bytes.length} bytes`
}

import { decodeBase64Url, encodeBase64Url } from '@greenroom/core/wire'
import { toBytes } from '../utf8.ts'

const ivBytes = 12
const tagBytes = 16
/** More than any refresh token takes, and short enough to decode at once. */
const longestText = 16_384

/**
 * The protected header of every text. It is compared as a whole, so a sender cannot choose an algorithm.
 * That, and its size, is why this module does not use a JWE library: a library supports every algorithm.
 */
const head = encodeBase64Url(toBytes('{"alg":"dir","enc":"A256GCM"}'))

/** Encrypts text with an AES-GCM key of 256 bits. Returns a compact JWE (RFC 7516). */
export async function encryptText(text: string, key: CryptoKey): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes))
  const bytes = new Uint8Array(await crypto.subtle.encrypt(algorithm(iv), key, toBytes(text)))
  const parts = [iv, bytes.subarray(0, -tagBytes), bytes.subarray(-tagBytes)]
  return [head, '', ...parts.map(encodeBase64Url)].join('.')
}

/**
 * Decrypts what {@link encryptText} returned. Returns undefined for any other text, and for text that was
 * encrypted with another key.
 */
export async function decryptText(jwe: string, key: CryptoKey): Promise<string | undefined> {
  if (jwe.length > longestText) return undefined
  const [first, second, ...parts] = jwe.split('.')
  const [iv, text, tag, more] = parts.map(decodeBase64Url)
  if (first !== head || second !== '' || !iv || !text || !tag || more) return undefined
  if (iv.length !== ivBytes || tag.length !== tagBytes || parts.length !== 3) return undefined
  try {
    const bytes = await crypto.subtle.decrypt(algorithm(iv), key, new Uint8Array([...text, ...tag]))
    return new TextDecoder().decode(bytes)
  } catch {
    // Another key, or a changed text.
    return undefined
  }
}

function algorithm(iv: Uint8Array<ArrayBuffer>): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: toBytes(head), tagLength: tagBytes * 8 }
}

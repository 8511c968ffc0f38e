import { decodeBase64Url, encodeBase64Url } from '@greenroom/core/wire'
import { deriveBits, keysOf, type NonEmpty } from '../keys.ts'
import { toBytes } from '../utf8.ts'

/** Signs the cursors of a hub for pages, so that a page cannot make one up. */
export interface Cursors {
  sign(cursor: string): Promise<string>
  /** Returns the hub's cursor; undefined for one that this gateway did not sign. */
  verify(signed: string): Promise<string | undefined>
}

/** Half of the digest is more than a page can guess within ten minutes. */
const macBytes = 16
const longestCursor = 256

/** Creates the signer. Cursors of another audience or secret are not valid. */
export function createCursors(secrets: NonEmpty<string>, audience: string): Cursors {
  const keys = keysOf(secrets, async (secret) => {
    const bits = await deriveBits(secret, 'greenroom update cursor')
    return crypto.subtle.importKey('raw', bits, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
  })
  const macOf = async (key: CryptoKey, cursor: string) => {
    const mac = await crypto.subtle.sign('HMAC', key, toBytes(`${audience}\n${cursor}`))
    return new Uint8Array(mac).subarray(0, macBytes)
  }
  /** All streams sign the same cursor when an update is published. */
  let last = { cursor: '', signed: '' }
  return {
    async sign(cursor) {
      if (last.cursor === cursor) return last.signed
      const [key] = await keys()
      const signed = `${cursor}.${encodeBase64Url(await macOf(key, cursor))}`
      last = { cursor, signed }
      return signed
    },
    async verify(signed) {
      // A hub may use dots in its cursors.
      const end = signed.lastIndexOf('.')
      const mac = signed.length > longestCursor ? undefined : decodeBase64Url(signed.slice(end + 1))
      if (mac?.length !== macBytes || end < 0) return undefined
      const cursor = signed.slice(0, end)
      for (const key of await keys()) {
        if (isEqual(mac, await macOf(key, cursor))) return cursor
      }
      return undefined
    },
  }
}

/** Compares in a time that does not depend on the contents. */
function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length
  for (const [index, byte] of a.entries()) difference |= byte ^ (b[index] ?? 0)
  return difference === 0
}

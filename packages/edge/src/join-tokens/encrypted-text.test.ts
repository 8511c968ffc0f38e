import { CompactEncrypt, compactDecrypt } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { decryptText, encryptText } from './encrypted-text.ts'

let key: CryptoKey
let otherKey: CryptoKey

async function createKey(): Promise<CryptoKey> {
  return (await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, [
    'encrypt',
    'decrypt',
  ])) as CryptoKey
}

beforeAll(async () => {
  key = await createKey()
  otherKey = await createKey()
})

const text = '{"sub":"ann","refresh_token":"é𝄞"}'

describe('encryptText', () => {
  it('writes a JWE that a JWE library decrypts', async () => {
    const { plaintext, protectedHeader } = await compactDecrypt(await encryptText(text, key), key)
    expect(new TextDecoder().decode(plaintext)).toBe(text)
    expect(protectedHeader).toEqual({ alg: 'dir', enc: 'A256GCM' })
  })

  it('never writes the same text twice', async () => {
    const texts = await Promise.all(Array.from({ length: 50 }, () => encryptText(text, key)))
    expect(new Set(texts).size).toBe(50)
  })
})

describe('decryptText', () => {
  it('reads what encryptText and a JWE library wrote', async () => {
    expect(await decryptText(await encryptText(text, key), key)).toBe(text)
    expect(await decryptText(await encryptText('', key), key)).toBe('')
    const encrypt = new CompactEncrypt(new TextEncoder().encode(text))
    const jwe = await encrypt.setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(key)
    expect(await decryptText(jwe, key)).toBe(text)
  })

  it('rejects a text that was encrypted with another key', async () => {
    expect(await decryptText(await encryptText(text, otherKey), key)).toBeUndefined()
  })

  it('rejects a text with any character changed, removed or added', async () => {
    const jwe = await encryptText(text, key)
    for (let at = 0; at < jwe.length; at++) {
      const other = jwe[at] === 'A' ? 'B' : 'A'
      for (const middle of [other, '', `${jwe[at]}${other}`, '.', '=']) {
        if (middle === jwe[at]) continue
        expect(await decryptText(jwe.slice(0, at) + middle + jwe.slice(at + 1), key)).toBeUndefined()
      }
    }
  })

  it('rejects other headers, even if they are authentic', async () => {
    const encrypt = (header: { alg: string; enc: string; zip?: string }) =>
      new CompactEncrypt(new TextEncoder().encode(text)).setProtectedHeader(header).encrypt(key)
    for (const jwe of [
      await encrypt({ enc: 'A256GCM', alg: 'dir' }),
      await encrypt({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' }),
    ]) {
      expect(await decryptText(jwe, key)).toBeUndefined()
    }
  })

  it('rejects a long text without decoding it', async () => {
    const [head] = (await encryptText(text, key)).split('.')
    expect(await decryptText(`${head}..${'A'.repeat(1_000_000)}.AAAA.AAAA`, key)).toBeUndefined()
  })

  it.each(['', '.', '....', 'a.b.c', 'cookie', '.'.repeat(10_000)])('rejects %j', async (jwe) => {
    expect(await decryptText(jwe, key)).toBeUndefined()
  })
})

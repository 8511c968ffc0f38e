import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { exampleHash, maxHashLength, maxProgramLength, programHash, readHash } from './program-link.ts'

const hashOf = (bytes: Uint8Array) => `#code=${Buffer.from(bytes).toString('base64url')}`

describe('a link to a program', () => {
  it.each(['', "console.log('Hello')", 'const ä = "\u{1f44b}\0\r\n</script>"', 'x'.repeat(maxProgramLength)])(
    'restores a program',
    async (code) => {
      expect(await readHash(await programHash(code))).toEqual({ kind: 'code', code })
    },
  )

  it('is safe to put into an address', async () => {
    expect(await programHash('?&#"<>\u00ff'.repeat(20))).toMatch(/^#code=[\w-]+$/)
  })

  it('rejects a program that is too long', async () => {
    await expect(programHash('x'.repeat(maxProgramLength + 1))).rejects.toThrow(RangeError)
    const random = Array.from({ length: 40_000 }, () => String.fromCharCode(33 + Math.random() * 90)).join('')
    await expect(programHash(random)).rejects.toThrow(/40000 characters/)
  })

  it.each([
    ['an empty text', '#code='],
    ['what is not base64', '#code=%%%'],
    ['a length that base64 cannot have', '#code=A'],
    ['what is not compressed', hashOf(Buffer.from('console.log(1)'))],
    [
      'a compressed text that is cut',
      hashOf(deflateRawSync(Buffer.from('console.log(1)'.repeat(50))).subarray(0, 10)),
    ],
    ['what is not UTF-8', hashOf(deflateRawSync(Buffer.from([0xff, 0xfe, 0xfd])))],
    ['a text that is too long', hashOf(deflateRawSync(Buffer.alloc(10_000_000)))],
    ['a hash that is too long', `#code=${'A'.repeat(maxHashLength)}`],
  ])('reports %s as invalid', async (_, hash) => {
    expect(await readHash(hash)).toEqual({ kind: 'invalid' })
  })

  it('names an example', async () => {
    expect(await readHash(exampleHash('voice-menu'))).toEqual({ kind: 'example', id: 'voice-menu' })
    expect(await readHash(`#example=${'x'.repeat(1_000)}`)).toMatchObject({ id: 'x'.repeat(91) })
  })

  it.each(['', '#', '#section', '#CODE=x'])('names nothing in %s', async (hash) => {
    expect(await readHash(hash)).toEqual({ kind: 'none' })
  })
})

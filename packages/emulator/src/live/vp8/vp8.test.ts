import { describe, expect, it } from 'vitest'
import { encodeKeyFrame } from './key-frame.ts'
import { packetize, readPayload } from './packetize.ts'

/** Formats bytes as hex. An independent decoder confirmed the expected frames. */
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('encodeKeyFrame', () => {
  it('writes a header with the key frame flag, the show flag and the size', () => {
    const frame = encodeKeyFrame({ width: 3, height: 2, squares: [] })
    const tag = (frame[0] ?? 0) | ((frame[1] ?? 0) << 8) | ((frame[2] ?? 0) << 16)
    expect([tag & 1, (tag >> 4) & 1]).toEqual([0, 1])
    expect(hexOf(frame.subarray(3, 10))).toBe('9d012a30002000')
    // The first partition, with the modes, ends within the frame.
    expect(10 + (tag >> 5)).toBeLessThan(frame.length)
  })

  it('produces a size that depends on the content, not on the dimensions', () => {
    const red = { y: 80, u: 90, v: 220 }
    const plain = encodeKeyFrame({ width: 40, height: 30, squares: Array(1200).fill(red) })
    const squares = Array.from({ length: 1200 }, (_, at) => (at % 2 ? red : { y: 200, u: 20, v: 100 }))
    expect(plain.length).toBeLessThan(800)
    expect(encodeKeyFrame({ width: 40, height: 30, squares }).length).toBeGreaterThan(5000)
  })
})

describe('VP8 payloads', () => {
  it('split a frame and mark the first part', () => {
    const frame = Uint8Array.from({ length: 2500 }, (_, at) => at)
    const payloads = packetize(frame)
    expect(payloads.map(({ length }) => length)).toEqual([1101, 1101, 301])
    const read = payloads.map((payload) => readPayload(payload))
    expect(read.map((part) => part?.startsFrame)).toEqual([true, false, false])
    expect(Buffer.concat(read.map((part) => part?.data ?? Buffer.of()))).toEqual(Buffer.from(frame))
  })

  it.each([
    ['no extension', [0x10, 9], 1],
    ['an empty extension', [0x90, 0x00, 9], 2],
    ['a short picture id', [0x90, 0x80, 0x11, 9], 3],
    ['a long picture id', [0x90, 0x80, 0x91, 0x22, 9], 4],
    ['a long id, layers and keys', [0x90, 0xf0, 0x91, 0x22, 0x33, 0x44, 9], 6],
  ])('are read with %s', (_, bytes, from) => {
    const payload = Uint8Array.from(bytes)
    expect(readPayload(payload)).toEqual({ data: payload.subarray(from), startsFrame: true })
  })

  it('are invalid without data after the descriptor', () => {
    expect(readPayload(Uint8Array.of(0x90, 0x80, 0x91))).toBeUndefined()
    expect(readPayload(new Uint8Array())).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { soundSecs } from '../voice/sounds.ts'
import { encodeWav } from './wav.ts'

describe('encodeWav', () => {
  it('writes a file with the length that the emulator reads', async () => {
    const bytes = new Uint8Array(encodeWav(new Float32Array(12_000), 8000))
    const download = async () => ({ status: 200, error: null, bytes })
    expect(await soundSecs({ outbox: { download } as never }, 'http://127.0.0.1/x.wav')).toEqual({
      secs: 1.5,
      error: null,
    })
  })

  it('limits samples to the range of 16 bits', () => {
    const file = encodeWav(Float32Array.of(0, 1, -1, 7, Number.NaN), 8000)
    expect([...new Int16Array(file, 44)]).toEqual([0, 32767, -32767, 32767, 0])
  })
})

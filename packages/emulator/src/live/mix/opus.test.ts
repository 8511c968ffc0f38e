import { describe, expect, it } from 'vitest'
import { type Decoder, type Encoder, samplesPerFrame } from './codec.ts'
import { opus } from './opus.ts'
import { createSineWave } from './tone.ts'

/** Number of frames after which the codec's output has settled. */
const maxFrames = 10

interface Speaker {
  readonly hertz: number
  readonly encoder: Encoder
  readonly decoder: Decoder
  readonly make: () => Int16Array
  heard: Int16Array
}

const speakerAt = (hertz: number): Speaker => ({
  hertz,
  encoder: opus.encoder(),
  decoder: opus.decoder(),
  make: createSineWave(hertz),
  heard: new Int16Array(),
})

/** Returns the share of a frame's energy that is one tone, from 0 to 1. */
function shareOf(hertz: number, frame: Int16Array): number {
  let [sine, cosine, all] = [0, 0, 0]
  frame.forEach((sample, at) => {
    const phase = (2 * Math.PI * hertz * at) / 48_000
    sine += sample * Math.sin(phase)
    cosine += sample * Math.cos(phase)
    all += sample * sample
  })
  return all === 0 ? 0 : (2 * (sine ** 2 + cosine ** 2)) / (frame.length * all)
}

describe('Opus', () => {
  it('decodes what it encoded, with many codecs in parallel', () => {
    const speakers = Array.from({ length: 12 }, (_, at) => speakerAt(400 + at * 100))
    for (let count = 0; count < maxFrames; count++) {
      const packets = speakers.map(({ encoder, make }) => encoder.encode(make()))
      speakers.forEach((speaker, at) => {
        speaker.heard = speaker.decoder.decode(packets[at] ?? new Uint8Array())
      })
    }
    for (const { hertz, heard } of speakers) {
      expect(heard).toHaveLength(samplesPerFrame)
      expect(shareOf(hertz, heard)).toBeGreaterThan(0.9)
      expect(Math.max(...heard)).toBeGreaterThan(2000)
    }
    for (const { encoder, decoder } of speakers) {
      encoder.free()
      decoder.free()
    }
  })

  it('continues when its memory grows, and frees its allocations', () => {
    const speaker = speakerAt(440)
    const crowd = Array.from({ length: 300 }, () => opus.encoder())
    for (let count = 0; count < maxFrames; count++) {
      speaker.heard = speaker.decoder.decode(speaker.encoder.encode(speaker.make()))
    }
    expect(shareOf(440, speaker.heard)).toBeGreaterThan(0.9)
    for (const { free } of [...crowd, speaker.encoder, speaker.decoder]) free()
  })

  it.each([
    ['not an Opus packet', new Uint8Array([255, 255, 255])],
    ['too large', new Uint8Array(70_000)],
  ])('rejects a payload that is %s and decodes the next packet', (_, noise) => {
    const { decoder, encoder, make } = speakerAt(440)
    expect(() => decoder.decode(noise)).toThrow(RangeError)
    expect(decoder.decode(encoder.encode(make()))).toHaveLength(samplesPerFrame)
    encoder.free()
    decoder.free()
  })
})

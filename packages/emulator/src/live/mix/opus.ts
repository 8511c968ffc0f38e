import OpusScript from 'opusscript'
import { type Codec, samplesPerFrame } from './codec.ts'

const bitrate = 32_000

/** Opus by libopus in WebAssembly. */
export const opus: Codec = {
  decoder() {
    const script = new OpusScript(48_000, 1, OpusScript.Application.VOIP)
    return {
      decode: (payload) => toSamples(script.decode(asBuffer(payload))),
      free: () => script.delete(),
    }
  },
  encoder() {
    const script = new OpusScript(48_000, 1, OpusScript.Application.VOIP)
    script.setBitrate(bitrate)
    return {
      encode: (frame) => script.encode(asBuffer(frame), samplesPerFrame),
      free: () => script.delete(),
    }
  },
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array | Int16Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}

/** Copies bytes into samples, since they may lie at an odd place. */
function toSamples(bytes: Buffer): Int16Array {
  const samples = new Int16Array(bytes.length >> 1)
  new Uint8Array(samples.buffer).set(bytes.subarray(0, samples.length * 2))
  return samples
}

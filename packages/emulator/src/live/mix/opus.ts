import { createRequire } from 'node:module'
import { type Codec, type Frame, samplesPerFrame } from './codec.ts'

const bitrate = 32_000

/** `OPUS_APPLICATION_VOIP` and `OPUS_SET_BITRATE_REQUEST` of libopus. */
const speech = 2048
const setBitrate = 4002

/** Limits of a packet: 60 ms of audio. */
const maxSamples = 2880
const maxBytes = 1276 * 3

/** libopus in WebAssembly. Pointers are byte offsets in its memory; negative results are error codes. */
interface Native {
  /** Its memory. A new array replaces this one when the memory grows. */
  readonly HEAPU8: Uint8Array
  readonly HEAPU16: Uint16Array
  _malloc(bytes: number): number
  readonly OpusScriptHandler: {
    new (hertz: number, channels: number, application: number): Handler
    destroy_handler(handler: Handler): void
  }
}

/** A pair of encoder and decoder. */
interface Handler {
  _encode(from: number, bytes: number, to: number, samples: number): number
  _decode(from: number, bytes: number, to: number): number
  _encoder_ctl(request: number, value: number): number
}

/**
 * libopus with one packet buffer and one sample buffer. All codecs share the buffers, because each needs them
 * only during a call. The wrapper in `opusscript` is not used: it writes at twice the offset of its
 * allocation, into the memory of other codecs, and keeps a detached array when the memory grows.
 */
interface Opus extends Native {
  readonly packet: number
  /** Sample buffer. Each 16-bit cell contains one byte; the low byte of a sample comes first. */
  readonly samples: number
}

const require = createRequire(import.meta.url)
let loaded: Opus | undefined

function load(): Opus {
  if (loaded) return loaded
  const createNative: () => Native = require('opusscript/build/opusscript_native_wasm.js')
  const native = createNative()
  loaded = Object.assign(native, {
    packet: native._malloc(maxBytes),
    samples: native._malloc(maxSamples * 4),
  })
  return loaded
}

function check(result: number): number {
  if (result < 0) throw new RangeError(`libopus returned error ${result}`)
  return result
}

function encode(opus: Opus, handler: Handler, frame: Frame): Uint8Array {
  const { packet, samples } = opus
  const cells = opus.HEAPU16.subarray(samples / 2)
  for (let at = 0; at < frame.length; at++) {
    const sample = frame[at] ?? 0
    cells[at * 2] = sample & 0xff
    cells[at * 2 + 1] = (sample >> 8) & 0xff
  }
  const length = check(handler._encode(samples, frame.byteLength, packet, samplesPerFrame))
  return opus.HEAPU8.slice(packet, packet + length)
}

function decode(opus: Opus, handler: Handler, payload: Uint8Array): Frame {
  const { packet, samples } = opus
  if (payload.length > maxBytes) throw new RangeError(`An Opus packet must have at most ${maxBytes} bytes`)
  opus.HEAPU8.set(payload, packet)
  const length = check(handler._decode(packet, payload.length, samples))
  const cells = opus.HEAPU16.subarray(samples / 2)
  const frame = new Int16Array(length)
  for (let at = 0; at < length; at++) {
    frame[at] = ((cells[at * 2 + 1] ?? 0) << 8) | ((cells[at * 2] ?? 0) & 0xff)
  }
  return frame
}

/** The Opus codec of libopus in WebAssembly. */
export const opus: Codec = {
  decoder() {
    const native = load()
    const handler = new native.OpusScriptHandler(48_000, 1, speech)
    return {
      decode: (payload) => decode(native, handler, payload),
      free: () => native.OpusScriptHandler.destroy_handler(handler),
    }
  },
  encoder() {
    const native = load()
    const handler = new native.OpusScriptHandler(48_000, 1, speech)
    check(handler._encoder_ctl(setBitrate, bitrate))
    return {
      encode: (frame) => encode(native, handler, frame),
      free: () => native.OpusScriptHandler.destroy_handler(handler),
    }
  },
}

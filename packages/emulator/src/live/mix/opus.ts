import { createRequire } from 'node:module'
import { type Codec, type Frame, samplesPerFrame } from './codec.ts'

const bitrate = 32_000

/** What libopus calls speech, and the request to set the bit rate. */
const speech = 2048
const setBitrate = 4002

/** A packet has 60 ms at the most, and so many bytes. */
const maxSamples = 2880
const maxBytes = 1276 * 3

/** libopus in WebAssembly. Places are in its memory, in bytes; what is below 0 is an error. */
interface Native {
  /** Its memory, which is another array after it grew. */
  readonly HEAPU8: Uint8Array
  readonly HEAPU16: Uint16Array
  _malloc(bytes: number): number
  readonly OpusScriptHandler: {
    new (hertz: number, channels: number, application: number): Handler
    destroy_handler(handler: Handler): void
  }
}

/** An encoder and a decoder. */
interface Handler {
  _encode(from: number, bytes: number, to: number, samples: number): number
  _decode(from: number, bytes: number, to: number): number
  _encoder_ctl(request: number, value: number): number
}

/**
 * libopus with room for a packet and for its sound, which all codecs share: each uses it for the moment of a call.
 * `opusscript` has a wrapper, which is not used. It takes its room at twice the place that it was given, where other codecs have
 * theirs, and loses it when the memory grows.
 */
interface Opus extends Native {
  readonly packet: number
  /** Sound lies in it with one byte in each cell of 16 bits, the lower byte of a sample first. */
  readonly sound: number
}

const require = createRequire(import.meta.url)
let loaded: Opus | undefined

function load(): Opus {
  if (loaded) return loaded
  const createNative: () => Native = require('opusscript/build/opusscript_native_wasm.js')
  const native = createNative()
  loaded = Object.assign(native, {
    packet: native._malloc(maxBytes),
    sound: native._malloc(maxSamples * 4),
  })
  return loaded
}

function check(result: number): number {
  if (result < 0) throw new RangeError(`libopus answers ${result}`)
  return result
}

function encode(opus: Opus, handler: Handler, frame: Frame): Uint8Array {
  const { packet, sound } = opus
  const cells = opus.HEAPU16.subarray(sound / 2)
  for (let at = 0; at < frame.length; at++) {
    const sample = frame[at] ?? 0
    cells[at * 2] = sample & 0xff
    cells[at * 2 + 1] = (sample >> 8) & 0xff
  }
  const length = check(handler._encode(sound, frame.byteLength, packet, samplesPerFrame))
  return opus.HEAPU8.slice(packet, packet + length)
}

function decode(opus: Opus, handler: Handler, payload: Uint8Array): Frame {
  const { packet, sound } = opus
  if (payload.length > maxBytes) throw new RangeError(`A packet has ${maxBytes} bytes at the most`)
  opus.HEAPU8.set(payload, packet)
  const length = check(handler._decode(packet, payload.length, sound))
  const cells = opus.HEAPU16.subarray(sound / 2)
  const frame = new Int16Array(length)
  for (let at = 0; at < length; at++) {
    frame[at] = ((cells[at * 2 + 1] ?? 0) << 8) | ((cells[at * 2] ?? 0) & 0xff)
  }
  return frame
}

/** Opus by libopus in WebAssembly. */
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

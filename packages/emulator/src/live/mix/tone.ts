import type { Packet, Tone } from '../media/media.ts'
import { type Codec, type Frame, samplesPerFrame } from './codec.ts'
import type { Mixer } from './mixer.ts'

const amplitude = 3000

/** Returns a function that generates a sine wave, 20 ms at a time. */
export function createSineWave(hertz: number): () => Frame {
  const step = (2 * Math.PI * hertz) / 48_000
  let phase = 0
  return () => {
    const frame = new Int16Array(samplesPerFrame)
    for (let at = 0; at < samplesPerFrame; at++) {
      frame[at] = Math.round(amplitude * Math.sin(phase))
      phase += step
    }
    phase %= 2 * Math.PI
    return frame
  }
}

/** Adds a tone to the mix. It is encoded as a separate track only while that track has listeners. */
export function addTone(mixer: Mixer, codec: Codec, hertz: number, onTalking: () => void): Tone {
  const generate = createSineWave(hertz)
  const listeners = new Set<(packet: Packet) => void>()
  const encoder = codec.encoder()
  let count = 0
  const channel = mixer.addChannel({
    onTalking,
    generate() {
      const frame = generate()
      count += 1
      if (listeners.size === 0) return frame
      const payload = encoder.encode(frame)
      const timestamp = (count * samplesPerFrame) >>> 0
      for (const listener of listeners) {
        listener({ payload, sequenceNumber: count & 0xffff, timestamp, marker: false })
      }
      return frame
    },
  })
  return {
    setMuted: channel.setMuted,
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      listeners.clear()
      channel.remove()
      encoder.free()
    },
  }
}

import type { Packet, Tone } from '../media/media.ts'
import { type Codec, type Frame, samplesPerFrame } from './codec.ts'
import type { Mixer } from './mixer.ts'

const amplitude = 3000

/** Makes a sine, 20 ms at a time. */
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

/** Puts a tone into the mix. It is encoded by itself only for those who take it alone. */
export function addTone(mixer: Mixer, codec: Codec, hertz: number, onTalking: () => void): Tone {
  const make = createSineWave(hertz)
  const listeners = new Set<(packet: Packet) => void>()
  const encoder = codec.encoder()
  let count = 0
  const seat = mixer.addChannel({
    onTalking,
    make() {
      const frame = make()
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
    setMuted: seat.setMuted,
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      listeners.clear()
      seat.leave()
      encoder.free()
    },
  }
}

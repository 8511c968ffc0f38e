import { type Frame, samplesPerFrame } from './codec.ts'

const amplitude = 3000

/** Makes a sine, 20 ms at a time. */
export function createTone(hertz: number): () => Frame {
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

/** Sampling rate of a telephone line, in Hz. */
const sampleRate = 8000
/** Frequency of the tone, in Hz. */
const frequency = 400
/** Amplitude of the tone, of 32,635 at most. */
const amplitude = 8000

/**
 * Returns a part of a tone as a telephone line carries it: 8-bit µ-law at 8 kHz, in base64.
 *
 * @param atSecs - where the part begins, in seconds.
 * @param secs - its length in seconds.
 */
export function toneMulaw(atSecs: number, secs: number): string {
  const first = Math.round(atSecs * sampleRate)
  const bytes = Array.from({ length: Math.round(secs * sampleRate) }, (_, index) =>
    toMulaw(Math.round(amplitude * Math.sin((2 * Math.PI * frequency * (first + index)) / sampleRate))),
  )
  return btoa(String.fromCharCode(...bytes))
}

/** Compresses a 16-bit sample to µ-law (ITU-T G.711). */
function toMulaw(sample: number): number {
  const magnitude = Math.min(Math.abs(sample), 32_635) + 132
  const exponent = Math.floor(Math.log2(magnitude)) - 7
  const mantissa = (magnitude >> (exponent + 3)) & 15
  return ~((sample < 0 ? 128 : 0) | (exponent << 4) | mantissa) & 255
}

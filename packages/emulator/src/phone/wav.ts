/**
 * Returns samples from -1 to 1 as a WAV file: mono, 16 bits.
 *
 * The text of this function is part of the page's script, so it refers to nothing outside of it.
 *
 * @param sampleRate - samples a second.
 */
export function encodeWav(samples: Float32Array, sampleRate: number): ArrayBuffer {
  const file = new ArrayBuffer(44 + samples.length * 2)
  const view = new DataView(file)
  const header = ['RIFF....WAVE', 'fmt ....................', 'data....'].join('')
  for (let at = 0; at < header.length; at += 1) view.setUint8(at, header.charCodeAt(at))
  view.setUint32(4, 36 + samples.length * 2, true)
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  view.setUint32(40, samples.length * 2, true)
  for (let index = 0; index < samples.length; index += 1) {
    const sample = Math.max(-1, Math.min(1, samples[index] ?? 0))
    view.setInt16(44 + index * 2, Math.round(sample * 32767), true)
  }
  return file
}

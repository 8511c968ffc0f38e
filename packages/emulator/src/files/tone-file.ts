import { encodeWav } from '../phone/wav.ts'
import type { StoredFile } from './files.ts'

/** Samples a second, as on a telephone line. */
const sampleRate = 8000
const toneHz = 400
/** Maximum length of a file, in seconds. */
const maxSecs = 60

/** Returns a WAV file with a quiet tone of a length in seconds, at most a minute. */
export function toneFile(id: string, secs: number): StoredFile {
  const samples = Float32Array.from(
    { length: Math.round(Math.min(secs, maxSecs) * sampleRate) },
    (_, index) => Math.sin((2 * Math.PI * toneHz * index) / sampleRate) / 10,
  )
  return { name: `${id}.wav`, type: 'audio/wav', bytes: new Uint8Array(encodeWav(samples, sampleRate)) }
}

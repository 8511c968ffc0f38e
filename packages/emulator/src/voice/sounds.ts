import type { TexmlContext } from '../texml/context.ts'
import { lengthMsOf } from '../texml/recording-lifecycle.ts'

/** Assumed length of a sound if its file does not show it, in seconds. */
export const unknownSoundSecs = 5

/** Returns the length of a call's recording by its link, in seconds; undefined for any other address. */
export function recordedSecs(
  { links, state }: Pick<TexmlContext, 'links' | 'state'>,
  url: string,
): number | undefined {
  const recording = state.texmlRecordings.get(links.idOf(url) ?? '')
  if (!recording) return undefined
  return recording.ended_ms === null ? unknownSoundSecs : lengthMsOf(recording) / 1000
}

/** Returns the length of the sound at an address, in seconds; null if it is unknown; or an error. */
export async function soundSecs(
  { outbox }: Pick<TexmlContext, 'outbox'>,
  url: string,
): Promise<{ secs: number | null; error: string | null }> {
  const { status, error, bytes } = await outbox.download(url)
  if (status === null) return { secs: null, error: `${url}: ${error}` }
  if (status < 200 || status >= 300) return { secs: null, error: `${url}: ${status}` }
  return { secs: wavSecs(bytes), error: null }
}

/** Returns the length of a WAV file in seconds; null for any other file. */
function wavSecs(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tag = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))
  if (bytes.length < 12 || tag(0) !== 'RIFF' || tag(8) !== 'WAVE') return null
  let bytesPerSec = 0
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = view.getUint32(at + 4, true)
    if (tag(at) === 'fmt ' && at + 20 <= bytes.length) bytesPerSec = view.getUint32(at + 16, true)
    if (tag(at) === 'data') return bytesPerSec > 0 ? size / bytesPerSec : null
    at += 8 + size + (size % 2)
  }
  return null
}

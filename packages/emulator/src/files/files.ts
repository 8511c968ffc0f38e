import { refusals } from '../http/refusal.ts'
import { audioSample, compositionSample, videoSample } from './samples.ts'

/** Kinds of files that the API produces. */
export type FileKind = 'audio' | 'video' | 'composition'

/** A downloadable file. */
export interface StoredFile {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

const samples: Readonly<
  Record<FileKind, { readonly base64: string; readonly type: string; readonly extension: string }>
> = {
  audio: { base64: audioSample, type: 'audio/webm', extension: 'webm' },
  video: { base64: videoSample, type: 'video/webm', extension: 'webm' },
  composition: { base64: compositionSample, type: 'video/mp4', extension: 'mp4' },
}

/** Returns recorded media as a file. */
export function recordingFile(
  id: string,
  kind: 'audio' | 'video',
  bytes: Uint8Array<ArrayBuffer>,
): StoredFile {
  const { type, extension } = samples[kind]
  return { name: `${id}.${extension}`, type, bytes }
}

/** Returns the placeholder for a recording or composition: a small file that players can play. */
export function sampleFile(id: string, kind: FileKind): StoredFile {
  const { base64, type, extension } = samples[kind]
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  return { name: `${id}.${extension}`, type, bytes }
}

/** Returns the size of a file in megabytes, as the API reports it. */
export function sizeMb({ bytes }: StoredFile): number {
  return bytes.byteLength / 1_000_000
}

/** Returns the size of a placeholder in megabytes, without decoding it. */
export function sampleSizeMb(kind: FileKind): number {
  const { base64 } = samples[kind]
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0
  return ((base64.length / 4) * 3 - padding) / 1_000_000
}

/**
 * Returns a response with a file or with the requested range, which players need to seek.
 *
 * @throws {Refusal} 416 when the range is outside of the file.
 */
export function fileResponse(file: StoredFile, request: Request): Response {
  const { bytes, name, type } = file
  const headers = new Headers({
    'content-type': type,
    'content-disposition': `inline; filename="${name}"`,
    'accept-ranges': 'bytes',
    'access-control-allow-origin': '*',
    'cache-control': 'no-store',
  })
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get('range') ?? '')
  if (!range || (range[1] === '' && range[2] === '')) return new Response(bytes, { headers })
  const size = bytes.byteLength
  const start = range[1] === '' ? Math.max(0, size - Number(range[2])) : Number(range[1])
  const last = range[1] === '' || range[2] === '' ? size - 1 : Math.min(size - 1, Number(range[2]))
  if (start > last) throw refusals.rangeNotSatisfiable(size)
  headers.set('content-range', `bytes ${start}-${last}/${size}`)
  return new Response(bytes.slice(start, last + 1), { status: 206, headers })
}

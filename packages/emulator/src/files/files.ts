import { faults } from '../http/fault.ts'
import { audioSample, compositionSample, videoSample } from './samples.ts'

/** The kinds of file that the API makes. */
export type FileKind = 'audio' | 'video' | 'composition'

/** A file as it is downloaded. */
export interface StoredFile {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

const samples: Readonly<
  Record<FileKind, { readonly text: string; readonly type: string; readonly ending: string }>
> = {
  audio: { text: audioSample, type: 'audio/webm', ending: 'webm' },
  video: { text: videoSample, type: 'video/webm', ending: 'webm' },
  composition: { text: compositionSample, type: 'video/mp4', ending: 'mp4' },
}

/** What was recorded, as a file. */
export function recordingFile(
  id: string,
  kind: 'audio' | 'video',
  bytes: Uint8Array<ArrayBuffer>,
): StoredFile {
  const { type, ending } = samples[kind]
  return { name: `${id}.${ending}`, type, bytes }
}

/** The placeholder for a recording or a composition: small, and playable. */
export function sampleFile(id: string, kind: FileKind): StoredFile {
  const { text, type, ending } = samples[kind]
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  return { name: `${id}.${ending}`, type, bytes }
}

/** Megabytes of a file, as the API tells them. */
export function sizeMb({ bytes }: StoredFile): number {
  return bytes.byteLength / 1_000_000
}

/**
 * Answers a file, or the part of it that is asked for: players seek by ranges.
 *
 * @throws {Fault} 416 for a range outside of it.
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
  if (start > last) throw faults.rangeNotSatisfiable(size)
  headers.set('content-range', `bytes ${start}-${last}/${size}`)
  return new Response(bytes.slice(start, last + 1), { status: 206, headers })
}

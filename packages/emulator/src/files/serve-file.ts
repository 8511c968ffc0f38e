import type { Engine } from '../engine.ts'
import { Refusal, refusalResponse, refusals } from '../http/refusal.ts'
import { fileOfRecording } from '../lifecycle/recordings.ts'
import type { TexmlRecordingRow } from '../state/texml-rows.ts'
import { lengthMsOf } from '../texml/recording-lifecycle.ts'
import { fileResponse, type StoredFile, sampleFile } from './files.ts'
import { toneFile } from './tone-file.ts'

/** Responds with the file of a download link. The link is the only credential. */
export function serveFile(engine: Engine, request: Request, key: string): Response {
  try {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      throw refusals.forbidden('Download links accept GET and HEAD only')
    const id = engine.links.resolve(key)
    if (id === undefined)
      throw refusals.forbidden(
        'The link is unknown or has expired. Retrieve the recording again for a new link.',
      )
    const file = fileOf(engine, id)
    if (!file) throw refusals.notFound('The file was deleted')
    return fileResponse(file, request)
  } catch (error) {
    if (error instanceof Refusal) return refusalResponse(error)
    throw error
  }
}

/** Returns what is served for a call's recording without a file. */
function placeholderOf(recording: TexmlRecordingRow): StoredFile {
  return recording.format === 'wav'
    ? toneFile(recording.id, lengthMsOf(recording) / 1000)
    : sampleFile(recording.id, 'audio')
}

function fileOf(engine: Engine, id: string): StoredFile | undefined {
  const { state } = engine
  const recording = state.recordings.get(id)
  if (recording) return fileOfRecording(engine, recording)
  const ofCall = state.texmlRecordings.get(id)
  if (ofCall) return engine.files.get(id) ?? placeholderOf(ofCall)
  return state.compositions.get(id) ? sampleFile(id, 'composition') : undefined
}

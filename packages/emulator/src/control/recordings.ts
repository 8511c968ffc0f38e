import { firstBytes } from '../http/first-bytes.ts'
import { refusals } from '../http/refusal.ts'
import type { TexmlRecordingRow } from '../state/texml-rows.ts'
import type { TexmlContext } from '../texml/context.ts'

/** Maximum size of an uploaded file, in MiB. */
const maxMiB = 64
/** Types of files that browsers play. Others, such as HTML, could act on the emulator's pages. */
const mediaType = /^(audio|video)\/([\w.+-]+)(;\s*codecs="?[\w.,\s-]+"?)?$/

/**
 * Sets the file of a call's recording: by default the running recording, or else the newest one.
 *
 * @param recordingSid - the recording. Default: as above.
 * @param request - request with the audio in its body, and its type in `Content-Type`. Default type:
 *   `audio/webm`.
 * @throws {Refusal} 404 for an unknown call; 413 for more than 64 MiB; 422 without such a recording, without
 *   audio, or for another type.
 */
export async function uploadRecording(
  { state, files }: Pick<TexmlContext, 'state' | 'files'>,
  callSid: string,
  request: Request,
  recordingSid?: string,
): Promise<TexmlRecordingRow> {
  const call = state.calls.get(callSid)
  if (!call) throw refusals.notFound('Unknown call')
  const type = request.headers.get('content-type') || 'audio/webm'
  const [, , subtype] = mediaType.exec(type) ?? []
  if (subtype === undefined) throw refusals.unprocessable('The body must be audio, such as audio/webm')
  const bytes = await firstBytes(request.body, maxMiB * 1024 * 1024 + 1)
  if (bytes.length > maxMiB * 1024 * 1024) throw refusals.tooLarge(`The body is larger than ${maxMiB} MiB`)
  if (bytes.length === 0) throw refusals.unprocessable('The body is empty')
  const ofCall = (row: TexmlRecordingRow) => row.call_sid === callSid
  const recording =
    recordingSid === undefined
      ? (state.texmlRecordings.named(callSid).at(0) ??
        state.texmlRecordings.of(call.account_sid).find(ofCall))
      : [state.texmlRecordings.get(recordingSid)].find((row) => row && ofCall(row))
  if (!recording) throw refusals.unprocessable('The call has no recording')
  files.put(recording.id, { name: `${recording.id}.${subtype}`, type, bytes })
  return recording
}

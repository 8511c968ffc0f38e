#!/usr/bin/env -S deno run --no-prompt --allow-env=TELNYX_API_KEY,TELNYX_BASE_URL --allow-net=api.telnyx.com,*.amazonaws.com,127.0.0.1 --allow-read=. --allow-write=.
/** Downloads recordings into a folder. */
import { type Client, paginate } from '@greenroom/core'
import { createDownloadUrl, type RoomRecording, roomRecordings } from '@greenroom/core/video'
import { dayFlags } from './lib/day-flags.ts'
import { download } from './lib/download.ts'
import { sizeOf, writeAtomically } from './lib/files.ts'
import { createProgress } from './lib/progress.ts'
import { findRoom } from './lib/room.ts'
import { ScriptError, script } from './lib/script.ts'

await script(
  {
    name: 'export-recordings',
    summary: 'downloads recordings into a folder',
    flags: {
      room: { type: 'text', placeholder: '<id or name>', description: 'only recordings of this room' },
      session: { type: 'text', placeholder: '<id>', description: 'only recordings of this session' },
      ...dayFlags('recordings'),
      out: {
        type: 'text',
        placeholder: '<folder>',
        description: 'destination, in the current folder (default recordings)',
      },
      jobs: { type: 'number', description: 'number of parallel downloads (default 4)' },
    },
    details: [
      'Skips files that exist. Continues interrupted downloads from their .part files.',
      'index.json lists the recording of each file. The script may download from *.amazonaws.com;',
      'for another host, run it with `deno run --allow-net=<host> …`.',
    ].join('\n'),
  },
  async ({ flags, client, signal, print }) => {
    const { out = 'recordings', jobs = 4 } = flags
    if (!Number.isInteger(jobs) || jobs < 1) throw new ScriptError('--jobs must be an integer of at least 1')
    const room_id = flags.room === undefined ? undefined : (await findRoom(client, flags.room, signal)).id
    const filter = {
      room_id,
      session_id: flags.session,
      status: 'completed',
      date_started_at: { gte: flags.from, lte: flags.to },
    }
    const found = paginate(client, roomRecordings.list, { filter, page: { size: 100 } }, { signal })
    const recordings = await Array.fromAsync(found)
    await Deno.mkdir(out, { recursive: true })
    const result = await exportAll(client, recordings, { out, jobs, signal })
    await writeAtomically(`${out}/index.json`, `${JSON.stringify(recordings.map(indexEntry), null, 2)}\n`)
    print(result, [
      `${result.exported.length} downloaded to ${out}/, ${result.skipped} skipped`,
      ...result.failed.map(({ file, reason }) => `${file}: ${reason}`),
    ])
    if (result.failed.length > 0) {
      throw new ScriptError(`${result.failed.length} downloads failed. Run the script again to retry them.`)
    }
  },
)

interface ExportResult {
  readonly exported: { readonly file: string; readonly bytes: number }[]
  readonly failed: { readonly file: string; readonly reason: string }[]
  skipped: number
}

interface ExportOptions {
  readonly out: string
  readonly jobs: number
  readonly signal: AbortSignal
}

async function exportAll(
  client: Client,
  recordings: readonly RoomRecording[],
  { out, jobs, signal }: ExportOptions,
) {
  const result: ExportResult = { exported: [], failed: [], skipped: 0 }
  const progress = createProgress('Recordings')
  const fractions = new Map<string, number>()
  const show = () => {
    const done = [...fractions.values()].reduce((sum, fraction) => sum + fraction, 0)
    const complete = result.exported.length + result.skipped
    progress.update(done, recordings.length || undefined, `${complete} of ${recordings.length} files`)
  }
  const exportOne = async (recording: RoomRecording) => {
    const file = fileNameOf(recording)
    const path = `${out}/${file}`
    try {
      if ((await sizeOf(path)) !== undefined) result.skipped++
      else {
        const onProgress = (bytes: number, total = Number.POSITIVE_INFINITY) => {
          // Counts as complete only after the rename.
          fractions.set(file, Math.min(0.999, bytes / total))
          show()
        }
        const bytes = await download({ link: linkTo(client, recording), path, signal, onProgress })
        result.exported.push({ file, bytes })
      }
      fractions.set(file, 1)
      show()
    } catch (error) {
      // A failed file does not stop the other downloads.
      if (signal.aborted) throw error
      result.failed.push({ file, reason: error instanceof Error ? error.message : String(error) })
    }
  }
  const queue = recordings.values()
  const worker = async () => {
    for (const recording of queue) await exportOne(recording)
  }
  await Promise.all(Array.from({ length: jobs }, worker)).finally(progress.end)
  return result
}

/**
 * Retrieves the download URL when the download starts: URLs expire after an hour, and a queued one may wait
 * longer.
 */
function linkTo(client: Client, { id }: RoomRecording) {
  const load = () => roomRecordings.retrieve(client, { room_recording_id: id })
  let latest = createDownloadUrl(load)
  return async (renew: boolean) => {
    if (renew) latest = createDownloadUrl(load)
    const url = await latest()
    if (url === undefined) throw new ScriptError('The recording has no file yet')
    return url
  }
}

function fileNameOf({ id, codec }: RoomRecording): string {
  return `${id}.${codec === 'h264' ? 'mp4' : 'webm'}`
}

function indexEntry(recording: RoomRecording) {
  // URLs expire after an hour and need no credentials, so they do not belong in a file.
  const { download_url: _, ...rest } = recording
  return { file: fileNameOf(recording), ...rest }
}

#!/usr/bin/env -S deno run --no-prompt --allow-env=TELNYX_API_KEY,TELNYX_BASE_URL --allow-net=api.telnyx.com,*.amazonaws.com,127.0.0.1 --allow-read=. --allow-write=.
/** Downloads recordings into a folder. */
import { type Client, paginate } from '@greenroom/core'
import { createDownloadUrl, type RoomRecording, roomRecordings } from '@greenroom/core/video'
import { download } from './lib/download.ts'
import { sizeOf, writeWhole } from './lib/files.ts'
import { createProgress } from './lib/progress.ts'
import { findRoom } from './lib/room.ts'
import { ScriptError, script } from './lib/script.ts'

await script(
  {
    name: 'export-recordings',
    summary: 'downloads recordings into a folder',
    flags: {
      room: { type: 'text', placeholder: '<id or name>', description: 'only those made in this room' },
      session: { type: 'text', placeholder: '<id>', description: 'only those of this session' },
      from: {
        type: 'text',
        placeholder: '<day>',
        description: 'only those that began on this day or later: 2026-01-31',
      },
      to: { type: 'text', placeholder: '<day>', description: 'only those that began on this day or earlier' },
      out: {
        type: 'text',
        placeholder: '<folder>',
        description: 'where to, in this folder (default recordings)',
      },
      jobs: { type: 'number', description: 'how many to download at a time (default 4)' },
    },
    details: [
      'What is there already is not downloaded again; what was stopped halfway lies in a .part file, and goes on.',
      'index.json tells which file is whose. Files come from where their links lead: where that is not',
      'amazonaws.com, run `deno run --allow-net …` with its host.',
    ].join('\n'),
  },
  async ({ flags, client, signal, print }) => {
    const { out = 'recordings', jobs = 4 } = flags
    if (!Number.isInteger(jobs) || jobs < 1) throw new ScriptError('--jobs is 1 or more')
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
    await writeWhole(`${out}/index.json`, `${JSON.stringify(recordings.map(entry), null, 2)}\n`)
    print(result, [
      `${result.exported.length} downloaded, ${result.skipped} there already, into ${out}/`,
      ...result.failed.map(({ file, reason }) => `${file}: ${reason}`),
    ])
    if (result.failed.length > 0)
      throw new ScriptError(`${result.failed.length} failed: run it again for them`)
  },
)

interface Result {
  readonly exported: { readonly file: string; readonly bytes: number }[]
  readonly failed: { readonly file: string; readonly reason: string }[]
  skipped: number
}

interface Job {
  readonly out: string
  readonly jobs: number
  readonly signal: AbortSignal
}

async function exportAll(client: Client, recordings: readonly RoomRecording[], { out, jobs, signal }: Job) {
  const result: Result = { exported: [], failed: [], skipped: 0 }
  const progress = createProgress('Recordings')
  const shares = new Map<string, number>()
  const show = () => {
    const done = [...shares.values()].reduce((sum, share) => sum + share, 0)
    const whole = result.exported.length + result.skipped
    progress.update(done, recordings.length || undefined, `${whole} of ${recordings.length} files`)
  }
  const exportOne = async (recording: RoomRecording) => {
    const file = fileOf(recording)
    const path = `${out}/${file}`
    try {
      if ((await sizeOf(path)) !== undefined) result.skipped++
      else {
        const onProgress = (bytes: number, total = Number.POSITIVE_INFINITY) => {
          // Whole only once it has its name.
          shares.set(file, Math.min(0.999, bytes / total))
          show()
        }
        const bytes = await download({ link: linkTo(client, recording), path, signal, onProgress })
        result.exported.push({ file, bytes })
      }
      shares.set(file, 1)
      show()
    } catch (error) {
      // One that fails does not keep the others.
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

/** Links last an hour, and a download may wait longer for its turn. */
function linkTo(client: Client, { id }: RoomRecording) {
  const load = () => roomRecordings.retrieve(client, { room_recording_id: id })
  let latest = createDownloadUrl(load)
  return async (anew: boolean) => {
    if (anew) latest = createDownloadUrl(load)
    const url = await latest()
    if (url === undefined) throw new ScriptError('it has no file yet')
    return url
  }
}

function fileOf({ id, codec }: RoomRecording): string {
  return `${id}.${codec === 'h264' ? 'mp4' : 'webm'}`
}

function entry(recording: RoomRecording) {
  // Links are over in an hour, and open to whoever has them.
  const { download_url: _, ...rest } = recording
  return { file: fileOf(recording), ...rest }
}

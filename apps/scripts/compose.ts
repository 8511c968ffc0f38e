#!/usr/bin/env -S deno run --no-prompt --allow-env=TELNYX_API_KEY,TELNYX_BASE_URL --allow-net=api.telnyx.com,*.amazonaws.com,127.0.0.1 --allow-read=. --allow-write=.
/** Composes the recordings of a session into one video. */
import { type RoomComposition, roomCompositions, waitForComposition } from '@greenroom/core/video'
import { download } from './lib/download.ts'
import { createProgress } from './lib/progress.ts'
import { ScriptError, script } from './lib/script.ts'

const progressOf: Readonly<Record<string, number>> = { enqueued: 0, processing: 0.5, completed: 1 }

await script(
  {
    name: 'compose',
    summary: 'composes the recordings of a session into one video, and waits for it',
    flags: {
      session: { type: 'text', placeholder: '<id>', description: 'id of the session', required: true },
      resolution: {
        type: 'text',
        placeholder: '<width>x<height>',
        description: 'size of the video (default 1280x720)',
      },
      columns: { type: 'number', description: 'maximum columns of the grid (default: as many as needed)' },
      silent: { type: 'switch', description: 'leaves out the audio' },
      out: {
        type: 'text',
        placeholder: '<file>',
        description: 'downloads the video to this file, in the current folder',
      },
    },
    details: 'Telnyx bills each composition. Ctrl-C stops the wait, not the composition.',
  },
  async ({ flags, client, signal, print }) => {
    const { resolution = '1280x720', columns: max_columns, session: session_id, out } = flags
    const [width, height] = resolution.split('x').map(Number)
    const { id } = await roomCompositions.create(
      client,
      {
        session_id,
        resolution,
        audio_sources: flags.silent ? null : ['*'],
        video_layout: { all: { width, height, max_columns, video_sources: '*' } },
      },
      { signal },
    )
    const progress = createProgress('Composition')
    signal.addEventListener('abort', () => console.error(`\nTelnyx continues to make ${id}.`))
    const composition = await waitForComposition(client, id, {
      signal,
      onProgress: ({ status }) => progress.update(progressOf[status ?? ''] ?? 0, 1, status ?? ''),
    })
    progress.end()
    if (out !== undefined) await downloadVideo(composition, out, signal)
    print(composition, out ?? [`${id}  ${composition.duration_secs} s`, composition.download_url ?? ''])

    async function downloadVideo(completed: RoomComposition, path: string, signal: AbortSignal) {
      const bar = createProgress('Download')
      const link = async (renew: boolean) => {
        const { download_url } = renew
          ? await roomCompositions.retrieve(client, { room_composition_id: id }, { signal })
          : completed
        if (!download_url) throw new ScriptError(`Composition ${id} has no file`)
        return download_url
      }
      await download({ link, path, signal, onProgress: (bytes, total) => bar.update(bytes, total) })
      bar.end()
    }
  },
)

#!/usr/bin/env -S deno run --no-prompt --allow-env=TELNYX_API_KEY,TELNYX_BASE_URL --allow-net=api.telnyx.com,*.amazonaws.com,127.0.0.1 --allow-read=. --allow-write=.
/** Makes one film of a session's recordings. */
import { type RoomComposition, roomCompositions, waitForComposition } from '@greenroom/core/video'
import { download } from './lib/download.ts'
import { createProgress } from './lib/progress.ts'
import { ScriptError, script } from './lib/script.ts'

const done: Readonly<Record<string, number>> = { enqueued: 0, processing: 0.5, completed: 1 }

await script(
  {
    name: 'compose',
    summary: 'makes one film of the recordings of a session, and waits for it',
    flags: {
      session: { type: 'text', placeholder: '<id>', description: 'the session', required: true },
      resolution: {
        type: 'text',
        placeholder: '<width>x<height>',
        description: 'the picture (default 1280x720)',
      },
      columns: { type: 'number', description: 'the most columns of its grid (default as many as needed)' },
      silent: { type: 'switch', description: 'leaves out the sound' },
      out: {
        type: 'text',
        placeholder: '<file>',
        description: 'downloads the film to this file, in this folder',
      },
    },
    details: 'Each film is billed. Ctrl-C ends the wait alone: the film goes on being made.',
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
    const progress = createProgress('Film')
    signal.addEventListener('abort', () => console.error(`\n${id} goes on being made.`))
    const film = await waitForComposition(client, id, {
      signal,
      onProgress: ({ status }) => progress.update(done[status ?? ''] ?? 0, 1, status ?? ''),
    })
    progress.end()
    if (out !== undefined) await fetchFilm(film, out, signal)
    print(film, out ?? [`${film.id}  ${film.duration_secs} s`, film.download_url ?? ''])

    async function fetchFilm(first: RoomComposition, path: string, signal: AbortSignal) {
      const bar = createProgress('Download')
      const link = async (anew: boolean) => {
        const { download_url } = anew
          ? await roomCompositions.retrieve(client, { room_composition_id: id }, { signal })
          : first
        if (!download_url) throw new ScriptError(`${id} has no file`)
        return download_url
      }
      await download({ link, path, signal, onProgress: (bytes, total) => bar.update(bytes, total) })
      bar.end()
    }
  },
)

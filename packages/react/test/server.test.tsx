// @vitest-environment node
import { PassThrough } from 'node:stream'
import { createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { build } from 'esbuild'
import { type ReactNode, Suspense } from 'react'
import { renderToPipeableStream, renderToString } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import { useJoinToken, useRooms, useSuspenseParticipants, useSuspenseRoom } from '../src/index.ts'
import { query } from '../src/query.ts'
import { App, setUp, withSession } from './set-up.tsx'

function Lobby({ room }: { readonly room: string }) {
  return (
    <p>
      {useRooms().status} {useJoinToken(room).status}
    </p>
  )
}

describe('server without browser globals', () => {
  it('renders everything as pending, and makes no call', () => {
    expect('window' in globalThis || 'document' in globalThis).toBe(false)
    const env = setUp()
    const html = renderToString(
      <App env={env}>
        <Lobby room="0ccc7b54-4df3-4bca-a65a-3da1ecc777f0" />
      </App>,
    )
    expect(html).toContain('pending<!-- --> <!-- -->pending')
    expect(env.emulator.requests()).toEqual([])
    expect(env.time.pending).toBe(0)
  })
})

/** Returns the chunks of a streamed page. */
async function streamed(page: ReactNode, onPiece: () => void = () => undefined): Promise<string[]> {
  const sink = new PassThrough()
  const pieces: string[] = []
  sink.on('data', (piece: Buffer) => {
    pieces.push(piece.toString())
    onPiece()
  })
  await new Promise<void>((resolve, reject) => {
    sink.on('end', resolve)
    const { pipe } = renderToPipeableStream(page, { onShellReady: () => pipe(sink), onError: reject })
  })
  return pieces
}

const RoomName = ({ id }: { readonly id: string }) => <h1>{useSuspenseRoom(id).data.unique_name}</h1>
const People = ({ session }: { readonly session: string }) => (
  <p>{useSuspenseParticipants(session).data.data.map(({ context }) => context)}</p>
)

describe('streamed page', () => {
  it('starts with prefetched data, and streams the rest as it arrives', async () => {
    const { env, room_id, room_session_id } = await withSession()
    const loader = setUp().queryClient
    await loader.prefetchQuery(query(env.client, rooms.retrieve, { room_id }))
    env.hold()
    const before = env.emulator.requests().length
    env.queryClient.setDefaultOptions({ queries: { staleTime: 60_000 } })

    const pieces = await streamed(
      <App env={env}>
        <HydrationBoundary state={dehydrate(loader)}>
          <html lang="en">
            <body>
              <RoomName id={room_id} />
              <Suspense fallback={<p>one moment</p>}>
                <People session={room_session_id} />
              </Suspense>
            </body>
          </html>
        </HydrationBoundary>
      </App>,
      // No response arrives before the first chunk is sent.
      env.release,
    )
    expect(pieces[0]).toContain('<h1>standup</h1>')
    expect(pieces[0]).toContain('one moment')
    expect(pieces[0]).not.toContain('Ann')
    expect(pieces.slice(1).join('')).toContain('<p>Ann</p>')
    expect(env.emulator.requests().length - before).toBe(1)
  })

  it('says what to do when a Suspense hook has no data and its client is that of a page', async () => {
    const env = { ...setUp(), client: createClient({ baseUrl: '/telnyx' }) }
    const page = (
      <App env={env}>
        <RoomName id="0ccc7b54-4df3-4bca-a65a-3da1ecc777f0" />
      </App>
    )
    const error = await streamed(page).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'ConfigError' })
    expect(String(error)).toMatch(
      /^ConfigError: GET \/rooms\/\{room_id\} has no data on the server.*Prefetch/,
    )
  })

  it('contains no token, neither in the markup nor in the dehydrated cache', async () => {
    const { env, room_id } = await withSession()
    const promise = env.queryClient.prefetchQuery(query(env.client, rooms.list))
    const lobby = (
      <App env={env}>
        <Lobby room={room_id} />
      </App>
    )
    expect((await streamed(lobby)).join('')).toContain('pending')
    await promise
    const page = JSON.stringify(dehydrate(env.queryClient))
    expect(page).toContain('standup')
    expect(page).not.toMatch(/token/)
  })
})

async function bundled(entry: string) {
  const { outputFiles, metafile } = await build({
    entryPoints: [new URL(`../src/${entry}`, import.meta.url).pathname],
    bundle: true,
    packages: 'external',
    format: 'esm',
    write: false,
    metafile: true,
    outdir: '/',
  })
  const [output] = Object.values(metafile.outputs)
  const importsBy = (kind: string) =>
    output?.imports.filter((imported) => imported.kind === kind).map(({ path }) => path) ?? []
  return {
    text: outputFiles[0]?.text ?? '',
    imports: importsBy('import-statement'),
    lateImports: importsBy('dynamic-import'),
  }
}

describe('package entry', () => {
  it('does nothing when it is imported', async () => {
    vi.resetModules()
    const spies = (['setTimeout', 'setInterval', 'fetch', 'BroadcastChannel'] as const).map((name) =>
      vi.spyOn(globalThis, name),
    )
    await Promise.all([import('../src/index.ts'), import('../src/query.ts'), import('../src/live.ts')])
    for (const spy of spies) expect(spy).not.toHaveBeenCalled()
  })

  it('is marked with "use client" only if it has hooks', async () => {
    const [hooks, queries] = await Promise.all([bundled('index.ts'), bundled('query.ts')])
    expect(hooks.text).toMatch(/^"use client";/)
    expect(queries.text).not.toContain('use client')
    expect(new Set(queries.imports)).toEqual(new Set(['@greenroom/core', '@greenroom/core/wire']))
  })

  it('loads the vendor’s package only when a room is joined', async () => {
    const { text, imports, lateImports } = await bundled('live.ts')
    expect(text).toMatch(/^"use client";/)
    expect(lateImports).toEqual(['@telnyx/video'])
    expect(imports).not.toContain('@telnyx/video')
  })
})

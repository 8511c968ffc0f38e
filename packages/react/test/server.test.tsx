// @vitest-environment node
import { build } from 'esbuild'
import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { useJoinToken, useRooms } from '../src/index.ts'
import { App, setUp } from './set-up.tsx'

function Lobby({ room }: { readonly room: string }) {
  return (
    <p>
      {useRooms().status} {useJoinToken(room).status}
    </p>
  )
}

describe('on a server, without any global of a page', () => {
  it('all is pending, and nothing is asked for', () => {
    expect('window' in globalThis || 'document' in globalThis).toBe(false)
    const world = setUp()
    const html = renderToString(
      <App world={world}>
        <Lobby room="0ccc7b54-4df3-4bca-a65a-3da1ecc777f0" />
      </App>,
    )
    expect(html).toContain('pending<!-- --> <!-- -->pending')
    expect(world.emulator.requests()).toEqual([])
    expect(world.time.pending).toBe(0)
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
  return { text: outputFiles[0]?.text ?? '', imports: output?.imports.map(({ path }) => path) ?? [] }
}

describe('the entries', () => {
  it('are a client’s and anybody’s: only the hooks say "use client"', async () => {
    const [hooks, queries] = await Promise.all([bundled('index.ts'), bundled('query.ts')])
    expect(hooks.text).toMatch(/^"use client";/)
    expect(queries.text).not.toContain('use client')
    expect(new Set(queries.imports)).toEqual(new Set(['@greenroom/core']))
  })
})

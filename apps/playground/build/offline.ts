import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { build } from 'esbuild'
import type { Plugin } from 'vite'

/** A file that the service worker stores, as `workbox-precaching` expects it. */
interface PrecacheEntry {
  readonly url: string
  /** Changes with the content. Null if the name of the file does. */
  readonly revision: string | null
}

/** A Vite plugin that builds the service worker, which stores every file of the playground. */
export function offline(): Plugin {
  let folder = ''
  return {
    name: 'offline',
    apply: 'build',
    configResolved: ({ root, build: { outDir } }) => {
      folder = join(root, outDir)
    },
    async closeBundle() {
      await build({
        entryPoints: [join(import.meta.dirname, '../src/offline/service-worker.ts')],
        outfile: join(folder, 'service-worker.js'),
        bundle: true,
        minify: true,
        format: 'iife',
        target: 'es2022',
        define: {
          'self.__WB_MANIFEST': JSON.stringify(listFiles(folder)),
          'process.env.NODE_ENV': '"production"',
        },
      })
    },
  }
}

function listFiles(folder: string): PrecacheEntry[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'service-worker.js' && !entry.name.endsWith('.map'))
    .map(({ parentPath, name }) => {
      const path = join(parentPath, name)
      const url = relative(folder, path).replaceAll('\\', '/')
      const isHashed = url.startsWith('assets/')
      return {
        url,
        revision: isHashed ? null : createHash('sha256').update(readFileSync(path)).digest('hex'),
      }
    })
    .sort((a, b) => a.url.localeCompare(b.url))
}

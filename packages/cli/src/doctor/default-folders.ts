import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Folders that builds write for browsers. Of each line the first one that exists is searched: the others
 * contain it, and server code beside it.
 */
const candidates: readonly (readonly string[])[] = [
  // Vite with a Worker or a server, Astro with a server; Vite alone.
  ['dist/client', 'dist'],
  // React Router; Create React App and SvelteKit's static adapter.
  ['build/client', 'build'],
  // Next.js.
  ['.next/static'],
  // The static export of Next.js.
  ['out'],
  // Nuxt, TanStack Start and others on Nitro.
  ['.output/public'],
  ['.svelte-kit/output/client'],
  ['.vercel/output/static'],
]

/** The folders that are searched by default, as a list for messages. */
export const searchedFor: string = candidates.flat().join(', ')

/** Returns the folders below a project's folder that builds wrote for browsers. */
export function findDefaultFolders(project: string): string[] {
  return candidates.flatMap((folders) => folders.find((folder) => hasFiles(join(project, folder))) ?? [])
}

function hasFiles(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true && readdirSync(folder).length > 0
}

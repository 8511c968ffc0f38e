import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import type { APIRoute, GetStaticPaths } from 'astro'

/** The built playground. The site is built in its own folder, `apps/docs`. */
const built = join(process.cwd().replace(/[\\/]apps[\\/]docs$/, ''), 'apps/playground/dist')

const types: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript'],
  ['.css', 'text/css'],
  ['.json', 'application/json'],
  ['.svg', 'image/svg+xml'],
])

/** Returns the files of the built playground. */
export const getStaticPaths: GetStaticPaths = () => {
  if (!existsSync(built)) throw new Error('Build the playground first: turbo run build.')
  return readdirSync(built, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => ({ params: { path: relative(built, join(parentPath, name)) } }))
}

/** Responds with a file of the playground. */
export const GET: APIRoute = ({ params: { path = 'index.html' } }) => {
  const headers = { 'content-type': types.get(extname(path)) ?? 'application/octet-stream' }
  return new Response(readFileSync(join(built, path)), { headers })
}

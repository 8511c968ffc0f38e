import { globSync, readFileSync } from 'node:fs'
import { build } from 'esbuild'

/** A string that every build with `redirectLiveRoom` contains. */
const mark = 'greenroom:redirect-live-room'

/**
 * Finds production builds that redirect live rooms to an emulator. Two builds of a small program test the
 * check first: it must find the redirect, and `import.meta.env.DEV` must remove it.
 */
export async function checkDevelopmentOnly(root: string): Promise<string[]> {
  const call = "redirectLiveRoom('http://127.0.0.1:4010')"
  const [bare, guarded] = await Promise.all([
    bundle(root, call),
    bundle(root, `if (import.meta.env.DEV) ${call}`),
  ])
  return [
    ...(bare.includes(mark) ? [] : ['the check does not find redirectLiveRoom in a build that contains it']),
    ...(guarded.includes(mark) ? ['import.meta.env.DEV does not remove redirectLiveRoom from a build'] : []),
    ...globSync('apps/*/dist/**/*.{js,mjs,html}', { cwd: root })
      .filter((file) => readFileSync(`${root}/${file}`, 'utf8').includes(mark))
      .map((file) => `${file} redirects live rooms to an emulator: guard the call with import.meta.env.DEV`),
  ]
}

/** Returns the production build of a program. */
async function bundle(root: string, program: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { redirectLiveRoom } from '@greenroom/emulator/browser'\n${program}`,
      resolveDir: root,
    },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    define: { 'import.meta.env.DEV': 'false' },
    conditions: ['@greenroom/source'],
  })
  return outputFiles.map(({ text }) => text).join('\n')
}

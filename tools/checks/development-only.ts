import { globSync, readFileSync } from 'node:fs'
import { build } from 'esbuild'

/** What a build has in it that has `redirectLiveRoom`. */
const mark = 'greenroom:redirect-live-room'

/**
 * Finds builds for production that send live rooms to an emulator. That it would be found, and that it is left
 * out where it stands behind `import.meta.env.DEV`, is tried first.
 */
export async function checkDevelopmentOnly(root: string): Promise<string[]> {
  const call = "redirectLiveRoom('http://127.0.0.1:4010')"
  const [bare, guarded] = await Promise.all([
    bundle(root, call),
    bundle(root, `if (import.meta.env.DEV) ${call}`),
  ])
  return [
    ...(bare.includes(mark) ? [] : ['redirectLiveRoom is in a build, and is not found there']),
    ...(guarded.includes(mark) ? ['redirectLiveRoom stays in a build behind import.meta.env.DEV'] : []),
    ...globSync('apps/*/dist/**/*.{js,mjs,html}', { cwd: root })
      .filter((file) => readFileSync(`${root}/${file}`, 'utf8').includes(mark))
      .map((file) => `${file} sends live rooms to an emulator: put it behind import.meta.env.DEV`),
  ]
}

/** A production build of a program. */
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

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { quiet } from './quiet.ts'

/** Absolute path of the workspace, with a trailing slash. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** Returns the path of the folder for reports, which no commit contains, and creates it. */
export function reportFolder(): string {
  const folder = `${root}.report`
  mkdirSync(folder, { recursive: true })
  return folder
}

/** Runs a program in the workspace's folder and resolves to its exit code. */
export function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...quiet, ...env },
    })
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

/** Runs a program in the workspace's folder and resolves to its exit code and everything that it printed. */
export async function collectOutput(
  program: string,
  args: readonly string[],
): Promise<{ readonly code: number; readonly output: string }> {
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...quiet },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const [code] = (await once(child, 'close')) as [number | null]
  return { code: code ?? 1, output }
}

/** Runs a program, and ends this process with its exit code if it fails. */
export async function mustRun(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  const code = await run(program, args, env)
  if (code !== 0) process.exit(code)
}

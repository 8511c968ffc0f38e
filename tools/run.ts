import { spawn } from 'node:child_process'
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

/** Runs a program, and ends this process with its exit code if it fails. */
export async function mustRun(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  const code = await run(program, args, env)
  if (code !== 0) process.exit(code)
}

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { quiet } from './quiet.ts'

/** The workspace's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs a program of the workspace and resolves to its exit code. */
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

/** Runs a program that must succeed, or ends this process with its exit code. */
export async function mustRun(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  const code = await run(program, args, env)
  if (code !== 0) process.exit(code)
}

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('..', import.meta.url))

/** A running script and its output so far. */
export interface Running {
  readonly output: { stdout: string; stderr: string }
  /** Sends SIGINT, as Ctrl-C does. */
  stop(): void
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>
}

/** Returns the folder of the Deno binary. The wrapper script that npm installs does not forward SIGINT. */
function denoFolder(): string {
  const installed = join(folder, 'node_modules', 'deno')
  if (!existsSync(join(installed, 'deno')))
    execFileSync(join(folder, 'node_modules/.bin/deno'), ['--version'])
  return dirname(realpathSync(join(installed, 'deno')))
}

/** Creates an empty temporary folder to run scripts in. */
export const emptyFolder = () => mkdtempSync(join(tmpdir(), 'greenroom-scripts-'))

/** Starts a script through its shebang line, that is, with exactly the permissions listed there. */
export function start(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd = folder,
): Running {
  const child: ChildProcess = spawn(join(folder, script), args, {
    cwd,
    env: {
      PATH: [denoFolder(), process.env['PATH']].join(delimiter),
      HOME: tmpdir(),
      DENO_NO_UPDATE_CHECK: '1',
      NO_COLOR: '1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  child.stdout?.on('data', (text: Buffer) => {
    output.stdout += text
  })
  child.stderr?.on('data', (text: Buffer) => {
    output.stderr += text
  })
  return {
    output,
    stop: () => child.kill('SIGINT'),
    ended: new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code) => resolve({ code, ...output }))
    }),
  }
}

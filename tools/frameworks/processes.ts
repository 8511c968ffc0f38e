import { spawn } from 'node:child_process'
import { createServer } from 'node:net'

/** A program that failed, with what it printed. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError'
}

export interface ProgramOptions {
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  /** Time limit in milliseconds. Default: 10 minutes. */
  readonly timeoutMs?: number
}

/** Runs a program to its end. Throws a {@link ProgramError} with its output if it fails. */
export function runProgram(
  program: string,
  args: readonly string[],
  { timeoutMs = 600_000, ...options }: ProgramOptions,
): Promise<void> {
  const { output, exit, stop } = startProgram(program, args, options)
  const limit = setTimeout(() => void stop(), timeoutMs)
  return exit.then((code) => {
    clearTimeout(limit)
    if (code === 0) return
    const reason = code === null ? `did not end within ${timeoutMs / 1000} s` : 'failed'
    throw new ProgramError(`${program} ${args.join(' ')} ${reason}:\n${output()}`)
  })
}

const running = new Set<RunningProgram>()

/** Ends all programs that run, with what they have started. */
export async function stopPrograms(): Promise<void> {
  await Promise.all([...running].map((program) => program.stop()))
}

/** A program that runs until it is stopped. */
export interface RunningProgram {
  /** Everything that it has printed. */
  output(): string
  /** Resolves to its exit code, or `null` after a signal. */
  readonly exit: Promise<number | null>
  /** Ends it, with all programs that it has started. */
  stop(): Promise<void>
}

/** Starts a program in a separate process group, so that `stop` also ends what it starts. */
export function startProgram(
  program: string,
  args: readonly string[],
  { cwd, env }: Omit<ProgramOptions, 'timeoutMs'>,
): RunningProgram {
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-100_000)
    })
  }
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code))
  })
  const signal = (name: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name)
    } catch {
      // The whole group has ended.
    }
  }
  const started: RunningProgram = {
    output: () => text,
    exit,
    async stop() {
      signal('SIGTERM')
      const limit = setTimeout(() => signal('SIGKILL'), 5000)
      await exit.catch(() => undefined)
      clearTimeout(limit)
      signal('SIGKILL')
    },
  }
  running.add(started)
  const forget = () => running.delete(started)
  exit.then(forget, forget)
  return started
}

/** Returns a port on which nothing listens. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

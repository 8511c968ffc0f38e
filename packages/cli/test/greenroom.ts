import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The command, which runs from its source. */
export const command = [
  '--conditions=@greenroom/source',
  '--no-warnings',
  fileURLToPath(new URL('../src/cli.ts', import.meta.url)),
] as const

/** Options of a run. */
export interface RunOptions {
  /** Variables of the environment. Those that choose what the command calls are absent unless given here. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly cwd?: string
  /** The standard input. Default: empty. */
  readonly input?: string
}

/** The result of a run. */
export interface Run {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Starts the command. Its standard input stays open. */
export function start(args: readonly string[], { env, cwd }: RunOptions = {}): RunningCommand {
  const options: SpawnOptions = { env: environment(env), cwd, stdio: 'pipe' }
  return new RunningCommand(spawn(process.execPath, [...command, ...args], options))
}

/** Runs the command to its end. */
export async function greenroom(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const running = start(args, options)
  running.child.stdin?.end(options.input ?? '')
  return running.ended
}

/** A command that runs. */
export class RunningCommand {
  readonly child: ChildProcess
  readonly ended: Promise<Run>
  #stdout = ''
  #stderr = ''
  #onOutput: () => void = () => {}

  constructor(child: ChildProcess) {
    this.child = child
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text
      this.#onOutput()
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text
      this.#onOutput()
    })
    this.ended = new Promise((resolve) => {
      child.on('close', (status) => {
        resolve({ status, stdout: this.#stdout, stderr: this.#stderr })
        this.#onOutput()
      })
    })
  }

  /** Resolves to the match once stdout or stderr matches. Rejects if the command ends before. */
  printed(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(this.#stdout) ?? pattern.exec(this.#stderr)
        if (match) resolve(match)
      }
      this.#onOutput = look
      look()
      void this.ended.then(({ status, stdout, stderr }) =>
        reject(new Error(`ended with ${status}, without ${pattern}:\n${stdout}${stderr}`)),
      )
    })
  }
}

function environment(env: RunOptions['env'] = {}): NodeJS.ProcessEnv {
  const { TELNYX_API_KEY: _, TELNYX_BASE_URL: __, FORCE_COLOR: ___, ...inherited } = process.env
  return { ...inherited, ...env }
}

import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** The cost of the emulator's command before its first request. */
interface CommandResult {
  /** Time from the start of the process until it prints its URL, in milliseconds. */
  readonly startMs: number
  readonly rssMB: number
}

const program = fileURLToPath(new URL('../../packages/emulator/dist/cli.js', import.meta.url))

/** Starts the built command with an empty state and returns the median of its start time and memory. */
export async function measureCommand(rounds = 5): Promise<CommandResult> {
  const results: CommandResult[] = []
  for (let round = 0; round < rounds; round++) results.push(await measureOnce())
  return { startMs: median(results, 'startMs'), rssMB: median(results, 'rssMB') }
}

async function measureOnce(): Promise<CommandResult> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [program, '--port', '0', '--seed', 'empty'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  const startMs = performance.now() - startedAt
  await sleep(500)
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })
  child.kill()
  await once(child, 'exit')
  return { startMs, rssMB: (Number(kilobytes) * 1024) / 1e6 }
}

function median(results: readonly CommandResult[], key: keyof CommandResult): number {
  const sorted = results.map((result) => result[key]).sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? Number.NaN
}

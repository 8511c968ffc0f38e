import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** What the emulator's command costs before anybody uses it. */
interface CommandResult {
  /** From its start until it says where it is, in milliseconds. */
  readonly startMs: number
  readonly rssMB: number
}

const program = fileURLToPath(new URL('../../packages/emulator/dist/cli.js', import.meta.url))

/** Starts the built command with nothing in it, and measures it from outside. */
export async function measureCommand(rounds = 5): Promise<CommandResult> {
  const results: CommandResult[] = []
  for (let round = 0; round < rounds; round++) results.push(await measureOnce())
  return { startMs: median(results, 'startMs'), rssMB: median(results, 'rssMB') }
}

async function measureOnce(): Promise<CommandResult> {
  const began = performance.now()
  const child = spawn(process.execPath, [program, '--port', '0', '--seed', 'empty'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  const startMs = performance.now() - began
  await sleep(500)
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })
  child.kill()
  await once(child, 'exit')
  return { startMs, rssMB: (Number(kilobytes) * 1024) / 1e6 }
}

function median(results: readonly CommandResult[], of: keyof CommandResult): number {
  const sorted = results.map((result) => result[of]).sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? Number.NaN
}

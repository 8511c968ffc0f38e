import { spawnSync } from 'node:child_process'

/** Returns the ids of all processes below a process. Empty where there is no `ps`, as on Windows. */
export function descendantsOf(root: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const pairs = (stdout ?? '').split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  const found = new Set([root])
  // A parent may be listed after its children.
  for (let size = 0; size < found.size; ) {
    size = found.size
    for (const [id = 0, parent = 0] of pairs) if (found.has(parent)) found.add(id)
  }
  return [...found].slice(1)
}

/** Sends a signal to the processes that still run. */
export function signalAll(ids: readonly number[], signal: NodeJS.Signals): void {
  for (const id of ids) {
    try {
      process.kill(id, signal)
    } catch {
      // It has ended.
    }
  }
}

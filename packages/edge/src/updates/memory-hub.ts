import type { HubItem, UpdateHub } from './update-hub.ts'
import { createUpdateLog } from './update-log.ts'

/** Options of {@link createMemoryHub}. */
export interface MemoryHubOptions {
  /** Returns the current time in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined
}

/**
 * Creates a hub in the memory of this process, for a gateway that runs in one process (Node, Deno, Bun) and
 * for tests. Its cursors are not valid after a restart, which clients receive as a reset.
 *
 * It keeps the updates of the last ten minutes, at most 10,000 per room.
 *
 * @example
 * ```ts
 * import { createMemoryHub } from '@greenroom/edge'
 *
 * const hub = createMemoryHub()
 * ```
 */
export function createMemoryHub({ now = Date.now }: MemoryHubOptions = {}): UpdateHub {
  const log = createUpdateLog(now)
  const epoch = crypto.randomUUID().slice(0, 8)
  const waiting = new Set<() => void>()
  const cursorOf = (sequence: number) => `${epoch}-${sequence}`

  const sequenceOf = (cursor: string | undefined): number | undefined => {
    const [, prefix, digits] = /^([\da-f]{8})-(\d{1,15})$/.exec(cursor ?? '') ?? []
    return prefix === epoch ? Number(digits) : undefined
  }
  /** Resolves when something is published or the signal aborts. */
  const change = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const done = () => {
        waiting.delete(done)
        signal.removeEventListener('abort', done)
        resolve()
      }
      waiting.add(done)
      signal.addEventListener('abort', done)
      if (signal.aborted) done()
    })

  async function* read(start: number | undefined, signal: AbortSignal): AsyncGenerator<HubItem> {
    // Each subscription only has a position in the log, so a reader that stops costs no memory.
    let position = start
    while (!signal.aborted) {
      if (position === undefined || !log.isCompleteAfter(position)) {
        position = log.last
        yield { cursor: cursorOf(position), reset: true }
        continue
      }
      const entry = log.next(position)
      if (entry) {
        position = entry.sequence
        yield { cursor: cursorOf(position), update: entry.update }
      } else await change(signal)
    }
  }

  return {
    async publish(update) {
      if (!log.append(update)) return
      for (const wake of [...waiting]) wake()
    },
    subscribe({ after, signal }) {
      const start = sequenceOf(after)
      // The position is fixed now: what is published before the first read is delivered too.
      if (after === undefined) {
        const { last } = log
        return (async function* (): AsyncGenerator<HubItem> {
          if (signal.aborted) return
          yield { cursor: cursorOf(last), reset: true }
          yield* read(last, signal)
        })()
      }
      return read(start, signal)
    },
  }
}

import { AsyncLocalStorage } from 'node:async_hooks'
import { begin } from './activity.ts'

interface LongTimer {
  at: number
  readonly everyMs: number | undefined
  readonly run: () => void
}

/** Time that passes when it is told to, for whoever waits for long: short waits, as between two messages, go on by themselves. */
export interface FakeTimers {
  now(): number
  /** How many long waits there are. */
  count(): number
  /** How often something asked to be called back at once, since it was last asked: waiting in circles. */
  takeTurns(): number
  advance(ms: number): Promise<void>
  restore(): void
}

/** What belongs to a world that is over is not called back any more: the bare package would wait for ever. */
export interface Scope {
  isOver: boolean
}
export const scopes = new AsyncLocalStorage<Scope>()

/** A wait of this long and longer is a long one. */
const longMs = 100
/** How much time passes before what is due is done, and what came of it. */
const stepMs = 250

export function createFakeTimers(): FakeTimers {
  const { setTimeout: setReal, setInterval: setRealInterval, clearTimeout: clearReal } = globalThis
  const clearRealInterval = globalThis.clearInterval
  const waiting = new Set<LongTimer>()
  /** Waits that are short and no mere turns, with what says that they are over. */
  const short = new Map<unknown, () => void>()
  let now = 1_700_000_000_000
  let turns = 0

  const wait = (run: () => void, ms: number, everyMs?: number) => {
    const timer: LongTimer = Object.assign(
      { at: now + ms, everyMs, run: AsyncLocalStorage.bind(run) },
      { unref: () => timer },
    )
    waiting.add(timer)
    return timer
  }
  const clear = (timer: unknown) => {
    if (waiting.delete(timer as LongTimer)) return
    short.get(timer)?.()
    clearReal(timer as number)
    clearRealInterval(timer as number)
  }
  Object.assign(globalThis, {
    setTimeout: (run: () => void, ms = 0) => {
      if (scopes.getStore()?.isOver) return undefined
      if (ms >= longMs) return wait(run, ms)
      turns += 1
      if (ms < 2) return setReal(run, ms)
      const end = begin()
      const timer = setReal(() => {
        short.delete(timer)
        end()
        run()
      }, ms)
      short.set(timer, end)
      return timer
    },
    setInterval: (run: () => void, ms = 0) => {
      if (ms >= longMs) return wait(run, ms, ms)
      const scope = scopes.getStore()
      const interval = setRealInterval(() => {
        turns += 1
        if (scope?.isOver) clearRealInterval(interval)
        else run()
      }, ms)
      return interval
    },
    clearTimeout: clear,
    clearInterval: clear,
  })
  return {
    now: () => now,
    count: () => waiting.size,
    takeTurns() {
      const taken = turns
      turns = 0
      return taken
    },
    async advance(ms) {
      const end = now + ms
      while (now < end) {
        now = Math.min(now + stepMs, end)
        for (const timer of [...waiting]) {
          if (timer.at > now || !waiting.has(timer)) continue
          if (timer.everyMs === undefined) waiting.delete(timer)
          else timer.at += timer.everyMs
          timer.run()
        }
        for (let turn = 0; turn < 3; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
      }
    },
    restore() {
      Object.assign(globalThis, {
        setTimeout: setReal,
        setInterval: setRealInterval,
        clearTimeout: clearReal,
        clearInterval: clearRealInterval,
      })
    },
  }
}

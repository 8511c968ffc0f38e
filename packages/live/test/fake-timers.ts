import { AsyncLocalStorage } from 'node:async_hooks'
import { beginActivity } from '@greenroom/testing/activity'

interface FakeTimer {
  at: number
  readonly everyMs: number | undefined
  readonly run: () => void
}

/** Fake time for long timers. Short timers, such as those between two messages, use the real time. */
export interface FakeTimers {
  now(): number
  /** Returns the number of pending long timers. */
  count(): number
  /** Returns the number of short timers since the last call. A high number reveals polling. */
  takeTurns(): number
  advance(ms: number): Promise<void>
  restore(): void
}

/** Timers of a closed setup never fire: the vendor's package would poll forever. */
export interface Scope {
  isOver: boolean
}
export const scopes = new AsyncLocalStorage<Scope>()

/** The shortest long timer. */
const longTimerMs = 100
/** The fake time advances in steps of this size, and runs the due timers after each. */
const stepMs = 250

export function createFakeTimers(): FakeTimers {
  const { setTimeout: setReal, setInterval: setRealInterval, clearTimeout: clearReal } = globalThis
  const clearRealInterval = globalThis.clearInterval
  const waiting = new Set<FakeTimer>()
  /** Short timers of 2 ms and more, with the callback that ends their activity. */
  const short = new Map<unknown, () => void>()
  let now = 1_700_000_000_000
  let turns = 0

  const wait = (run: () => void, ms: number, everyMs?: number) => {
    const timer: FakeTimer = Object.assign(
      { at: now + ms, everyMs, run: AsyncLocalStorage.bind(run) },
      { unref: () => timer },
    )
    waiting.add(timer)
    return timer
  }
  const clear = (timer: unknown) => {
    if (waiting.delete(timer as FakeTimer)) return
    short.get(timer)?.()
    clearReal(timer as number)
    clearRealInterval(timer as number)
  }
  Object.assign(globalThis, {
    setTimeout: (run: () => void, ms = 0) => {
      if (scopes.getStore()?.isOver) return undefined
      if (ms >= longTimerMs) return wait(run, ms)
      turns += 1
      if (ms < 2) return setReal(run, ms)
      const end = beginActivity()
      const timer = setReal(() => {
        short.delete(timer)
        end()
        run()
      }, ms)
      short.set(timer, end)
      return timer
    },
    setInterval: (run: () => void, ms = 0) => {
      if (ms >= longTimerMs) return wait(run, ms, ms)
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

import type { Timers } from '@greenroom/core/join-token'
import { isAlike } from './state.ts'

/** Moves each key from its current value to the target value, one step at a time. */
export interface Reconciler<Target> {
  /** Sets the target of a key. Resolves once it is reached, and rejects when a step fails. */
  set(key: string, target: Target | undefined): Promise<void>
  /** Starts no more steps. */
  stop(): void
}

/** Changes a key from its current value to the target; undefined means absent. */
export type Step<Target> = (key: string, to: Target | undefined, from: Target | undefined) => Promise<void>

/** Maximum number of retries of a failed step, and the delay before each. */
const maxRetries = 3
const retryMs = 1_000

interface Entry<Target> {
  from?: Target | undefined
  to?: Target | undefined
  failures: number
  timer?: unknown
  /** The steps in progress. */
  work?: Promise<void> | undefined
}

/** Creates a reconciler. Every key is absent at first. */
export function createReconciler<Target extends object>(
  step: Step<Target>,
  timers: Timers,
): Reconciler<Target> {
  const entries = new Map<string, Entry<Target>>()
  let isStopped = false

  const isReached = ({ from, to }: Entry<Target>) => (from && to ? isAlike(from, to) : from === to)
  const approach = async (key: string, entry: Entry<Target>) => {
    while (!isStopped && !isReached(entry)) {
      const { to } = entry
      await step(key, to, entry.from)
      entry.from = to
      entry.failures = 0
    }
    if (!entry.to) entries.delete(key)
  }
  const work = (key: string, entry: Entry<Target>): Promise<void> => {
    timers.clearTimeout(entry.timer)
    entry.work ??= approach(key, entry)
      .finally(() => {
        entry.work = undefined
      })
      .catch((error: unknown) => {
        entry.failures += 1
        if (!isStopped && entry.failures <= maxRetries) {
          entry.timer = timers.setTimeout(() => void work(key, entry).catch(() => undefined), retryMs)
        }
        throw error
      })
    return entry.work
  }
  return {
    set(key, target) {
      const entry: Entry<Target> = entries.get(key) ?? { failures: 0 }
      entries.set(key, entry)
      entry.to = target
      entry.failures = 0
      return work(key, entry)
    },
    stop() {
      isStopped = true
      for (const { timer } of entries.values()) timers.clearTimeout(timer)
    },
  }
}

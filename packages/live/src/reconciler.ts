import type { Timers } from '@greenroom/core/join-token'
import { isAlike } from './state.ts'

/** Brings what is to what is wanted, one step at a time for each key. */
export interface Reconciler<Want> {
  /** Says what is wanted of a key; resolves once it is so, and rejects when a step towards it fails. */
  set(key: string, want: Want | undefined): Promise<void>
  /** Takes no more steps. */
  stop(): void
}

/** Takes a step: from what is to what is wanted, either of which may be nothing. */
export type Step<Want> = (key: string, to: Want | undefined, from: Want | undefined) => Promise<void>

/** After a step failed it is tried again this often, each time after this long. */
const retries = 3
const retryMs = 1_000

interface Entry<Want> {
  is?: Want | undefined
  want?: Want | undefined
  failures: number
  timer?: unknown
  /** The steps that are under way. */
  work?: Promise<void> | undefined
}

export function createReconciler<Want extends object>(step: Step<Want>, timers: Timers): Reconciler<Want> {
  const entries = new Map<string, Entry<Want>>()
  let isStopped = false

  const isDone = ({ is, want }: Entry<Want>) => (is && want ? isAlike(is, want) : is === want)
  const approach = async (key: string, entry: Entry<Want>) => {
    while (!isStopped && !isDone(entry)) {
      const { want } = entry
      await step(key, want, entry.is)
      entry.is = want
      entry.failures = 0
    }
    if (!entry.want) entries.delete(key)
  }
  const work = (key: string, entry: Entry<Want>): Promise<void> => {
    timers.clearTimeout(entry.timer)
    entry.work ??= approach(key, entry)
      .finally(() => {
        entry.work = undefined
      })
      .catch((error: unknown) => {
        entry.failures += 1
        if (!isStopped && entry.failures <= retries) {
          entry.timer = timers.setTimeout(() => void work(key, entry).catch(() => undefined), retryMs)
        }
        throw error
      })
    return entry.work
  }
  return {
    set(key, want) {
      const entry: Entry<Want> = entries.get(key) ?? { failures: 0 }
      entries.set(key, entry)
      entry.want = want
      entry.failures = 0
      return work(key, entry)
    },
    stop() {
      isStopped = true
      for (const { timer } of entries.values()) timers.clearTimeout(timer)
    },
  }
}

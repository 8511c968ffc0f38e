import type { Timers } from '@greenroom/core/join-token'

/** Brings what is to what is wanted, one step at a time for each key. */
export interface Reconciler<Want> {
  /** Says what is wanted of a key; resolves once it is so, and rejects when a step towards it fails. */
  set(key: string, want: Want | undefined): Promise<void>
  /** Takes no more steps. */
  stop(): void
}

interface ReconcilerOptions<Want> {
  /** Takes a step: from what is to what is wanted, either of which may be nothing. */
  readonly apply: (key: string, from: Want | undefined, to: Want | undefined) => Promise<void>
  readonly isSame: (a: Want | undefined, b: Want | undefined) => boolean
  readonly timers: Timers
}

/** After a step failed it is tried again this often, each time after this long. */
const retries = 3
const retryMs = 1_000

interface Entry<Want> {
  is: Want | undefined
  want: Want | undefined
  failures: number
  timer: unknown
  /** The steps that are under way. */
  work: Promise<void> | undefined
}

const nothing = { is: undefined, want: undefined, failures: 0, timer: undefined, work: undefined }

export function createReconciler<Want>(options: ReconcilerOptions<Want>): Reconciler<Want> {
  const { apply, isSame, timers } = options
  const entries = new Map<string, Entry<Want>>()
  let isStopped = false

  const step = async (key: string, entry: Entry<Want>) => {
    while (!isStopped && !isSame(entry.is, entry.want)) {
      const { want } = entry
      await apply(key, entry.is, want)
      entry.is = want
      entry.failures = 0
    }
    if (entry.is === undefined) entries.delete(key)
  }
  const work = (key: string, entry: Entry<Want>): Promise<void> => {
    timers.clearTimeout(entry.timer)
    if (entry.work) return entry.work
    entry.work = step(key, entry)
      .catch((error: unknown) => {
        entry.failures += 1
        if (!isStopped && entry.failures <= retries) {
          entry.timer = timers.setTimeout(() => void work(key, entry).catch(() => undefined), retryMs)
        }
        throw error
      })
      .finally(() => {
        entry.work = undefined
      })
    return entry.work
  }
  return {
    set(key, want) {
      const entry = entries.get(key) ?? { ...nothing }
      entry.want = want
      if (isStopped || (isSame(entry.is, want) && !entry.work)) return Promise.resolve()
      entries.set(key, entry)
      entry.failures = 0
      return work(key, entry)
    },
    stop() {
      isStopped = true
      for (const { timer } of entries.values()) timers.clearTimeout(timer)
    },
  }
}

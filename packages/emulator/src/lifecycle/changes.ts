import { unref } from '../unref.ts'

/** Reports that something changed, such as a record, a log or the clock, without saying what. */
export interface Changes {
  /** Notes a change. The listeners are called soon, once for all changes until then. */
  note(): void
  /** Adds a listener. Returns a function that removes it. */
  listen(listener: () => void): () => void
}

/** How long changes are gathered before the listeners are called, in milliseconds of real time. */
const gatherMs = 30

/** Creates a channel without listeners. It sets a timer only while it has listeners. */
export function createChanges(): Changes {
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const report = () => {
    timer = undefined
    for (const listener of listeners) listener()
  }
  return {
    note() {
      if (listeners.size === 0 || timer !== undefined) return
      timer = setTimeout(report, gatherMs)
      unref(timer)
    },
    listen(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        clearTimeout(timer)
        timer = undefined
      }
    },
  }
}

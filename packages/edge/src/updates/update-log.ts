import type { Update } from '@greenroom/core/updates'

/** Limits of the memory of a hub, in milliseconds and numbers of updates. */
export const retention = {
  /** How long an update is kept for clients that were disconnected. */
  updateMs: 10 * 60_000,
  /** How long the id of an update is remembered: longer than the API repeats a webhook. */
  idMs: 60 * 60_000,
  perRoom: 10_000,
  ids: 200_000,
} as const

/** An update with its number in the log. */
export interface LogEntry {
  readonly sequence: number
  readonly update: Update
}

/** The last updates in the order in which they were published. */
export interface UpdateLog {
  /** Number of the last update, 0 before the first. */
  readonly last: number
  /** Appends an update, unless one with its id was appended before. Returns whether it was appended. */
  append(update: Update): boolean
  /** Returns whether the log has every update after a number. */
  isCompleteAfter(sequence: number): boolean
  /** Returns the first update after a number that the log has. */
  next(sequence: number): LogEntry | undefined
}

/** Creates an empty log. It only grows with what is appended: `retention` limits it. */
export function createUpdateLog(now: () => number): UpdateLog {
  /** Updates by number, beginning with `first`. Those that were dropped are undefined. */
  let entries: ({ readonly update: Update; readonly at: number } | undefined)[] = []
  let first = 1
  let last = 0
  /** Number of the newest update that was dropped. */
  let dropped = 0
  const numbersOfRooms = new Map<string, number[]>()
  const ids = new Map<string, number>()

  const drop = (sequence: number) => {
    const entry = entries[sequence - first]
    if (!entry) return
    entries[sequence - first] = undefined
    dropped = Math.max(dropped, sequence)
    const numbers = numbersOfRooms.get(entry.update.room_id) ?? []
    // Updates of a room are dropped in order, so the number is its first.
    numbers.shift()
    if (numbers.length === 0) numbersOfRooms.delete(entry.update.room_id)
  }
  const dropOld = () => {
    const time = now()
    let old = 0
    while (old < entries.length) {
      const entry = entries[old]
      if (entry && entry.at > time - retention.updateMs) break
      drop(first + old)
      old++
    }
    // Moving the rest costs time, so small numbers wait for others.
    if (old > 1_000 || old === entries.length) {
      entries = entries.slice(old)
      first += old
    }
    for (const [id, at] of ids) {
      if (at > time - retention.idMs && ids.size <= retention.ids) break
      ids.delete(id)
    }
  }

  return {
    get last() {
      return last
    },
    append(update) {
      dropOld()
      if (ids.has(update.id)) return false
      const at = now()
      ids.set(update.id, at)
      last++
      entries.push({ update, at })
      const numbers = numbersOfRooms.get(update.room_id) ?? []
      numbersOfRooms.set(update.room_id, numbers)
      numbers.push(last)
      if (numbers.length > retention.perRoom) drop(numbers[0] as number)
      return true
    },
    isCompleteAfter(sequence) {
      dropOld()
      return sequence >= dropped && sequence <= last
    },
    next(sequence) {
      for (let number = Math.max(sequence + 1, first); number <= last; number++) {
        const entry = entries[number - first]
        if (entry) return { sequence: number, update: entry.update }
      }
      return undefined
    },
  }
}

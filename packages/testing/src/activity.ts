/**
 * Activity between the fake browser and the emulator. Tests wait for its end, however slow the machine is.
 */
const activity = { count: 0, pending: 0 }

/** Records an event that may cause further events. */
export function recordActivity(): void {
  activity.count += 1
}

/** Records the start of an operation. Call the returned function when it ends. */
export function beginActivity(): () => void {
  activity.pending += 1
  let isOver = false
  return () => {
    if (isOver) return
    isOver = true
    activity.pending -= 1
    recordActivity()
  }
}

/** More turns than any event needs to cause the next one, which mostly happens over timers of 0 ms. */
const quietTurns = 15
const maxTurns = 5_000

const setRealTimeout = globalThis.setTimeout
const turn = () => new Promise<void>((resolve) => setRealTimeout(resolve, 1))

/** Waits until all activity has ended. */
export async function settle(): Promise<void> {
  let quiet = 0
  for (let turns = 0; quiet < quietTurns && turns < maxTurns; turns++) {
    const before = activity.count
    await turn()
    quiet = activity.pending > 0 || activity.count !== before ? 0 : quiet + 1
  }
}

/** Waits until a condition is true. The fake time does not advance. */
export async function until(condition: () => unknown, what = String(condition)): Promise<void> {
  for (let turns = 0; turns < maxTurns; turns++) {
    if (condition()) return
    await turn()
  }
  throw new Error(`The condition never became true: ${what}`)
}

/** What is under way between a page and its server, so that a test can wait for its end however slow the machine is. */
const activity = { count: 0, pending: 0 }

/** Something happened; more may come of it. */
export function note(): void {
  activity.count += 1
}

/** Something has begun that ends by itself; the function that is answered says that it has. */
export function begin(): () => void {
  activity.pending += 1
  let isOver = false
  return () => {
    if (isOver) return
    isOver = true
    activity.pending -= 1
    note()
  }
}

/** More turns than lie between anything that happens and what comes of it: mostly a page's timers of 0 ms. */
const quietTurns = 15
const mostTurns = 5_000

const setRealTimeout = globalThis.setTimeout
const turn = () => new Promise<void>((resolve) => setRealTimeout(resolve, 1))

/** Lets what is under way come to its end. */
export async function settle(): Promise<void> {
  let quiet = 0
  for (let turns = 0; quiet < quietTurns && turns < mostTurns; turns++) {
    const before = activity.count
    await turn()
    quiet = activity.pending > 0 || activity.count !== before ? 0 : quiet + 1
  }
}

/** Waits until something is so, which takes no time but that of the machine. */
export async function until(condition: () => unknown, what = String(condition)): Promise<void> {
  for (let turns = 0; turns < mostTurns; turns++) {
    if (condition()) return
    await turn()
  }
  throw new Error(`It never came to be: ${what}`)
}

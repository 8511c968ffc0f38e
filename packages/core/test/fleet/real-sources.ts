import { ApiError } from '../../src/errors.ts'
import { createJoinTokenSource, type JoinTokenSource } from '../../src/join-token/index.ts'
import { dueAfterMs } from '../../src/join-token/schedule.ts'
import type { FleetOptions, FleetResult } from './simulate.ts'

/** A timer in virtual time. Timers are in a heap, ordered by due time. */
interface Entry {
  readonly at: number
  callback: (() => void) | undefined
}

/** Creates a virtual clock that handles many timers. */
function createTime() {
  const heap: Entry[] = []
  let now = 0

  function swap(one: number, other: number): void {
    const entry = heap[one] as Entry
    heap[one] = heap[other] as Entry
    heap[other] = entry
  }
  const atOf = (index: number) => heap[index]?.at ?? Number.POSITIVE_INFINITY

  function push(entry: Entry): void {
    let index = heap.push(entry) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (atOf(parent) <= entry.at) return
      swap(parent, index)
      index = parent
    }
  }

  function pop(): Entry | undefined {
    const [top] = heap
    const last = heap.pop()
    if (!top || !last || heap.length === 0) return top
    heap[0] = last
    for (let index = 0; ; ) {
      const left = 2 * index + 1
      const least = atOf(left) <= atOf(left + 1) ? left : left + 1
      if (atOf(least) >= last.at) return top
      swap(index, least)
      index = least
    }
  }

  return {
    clock: { now: () => now, monotonic: () => now },
    timers: {
      setTimeout(callback: () => void, ms: number): unknown {
        const entry: Entry = { at: now + ms, callback }
        push(entry)
        return entry
      },
      clearTimeout(timer: unknown): void {
        // A cleared timer stays in the heap until it is due.
        if (timer) (timer as Entry).callback = undefined
      },
    },
    async run(until: number): Promise<void> {
      for (let entry = pop(); entry; entry = pop()) {
        if (entry.at > until) return push(entry)
        now = Math.max(now, entry.at)
        if (!entry.callback) continue
        entry.callback()
        // Lets the effects of a call settle before the next timer fires.
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
}

/** Runs a fleet of real sources in virtual time. */
export async function playFleet(options: FleetOptions): Promise<FleetResult> {
  const { clients, lifeMs, downAt, upAt, endAt, random, requestedMs } = options
  const { clock, timers, run } = createTime()
  const callsPerSecond = new Uint32Array(Math.ceil(endAt / 1_000))
  const recoveries: number[] = []
  const sources: JoinTokenSource[] = []
  let failed = 0

  for (let client = 0; client < clients; client++) {
    let issued = 0
    let endsAt = 0
    let failures = 0
    let everFailed = false
    const mint = async () => {
      const at = clock.now()
      const second = Math.floor(at / 1_000)
      if (second < callsPerSecond.length) callsPerSecond[second] = (callsPerSecond[second] ?? 0) + 1
      if (at >= downAt && at < upAt) {
        failures += 1
        if (!everFailed) failed += 1
        everFailed = true
        throw new ApiError({
          route: 'POST /x',
          status: 503,
          outcome: 'rejected',
          retryAfterMs: requestedMs?.(at),
        })
      }
      if (failures > 0 && endsAt < at) recoveries.push(at - Math.max(upAt, endsAt))
      failures = 0
      endsAt = at + lifeMs
      issued += 1
      return { token: `${client}-${issued}`, expires_in_ms: lifeMs }
    }
    const source = createJoinTokenSource({ roomId: 'r1', mint, clock, timers, random, page: {} })
    sources.push(source)
    // They start spread over a refresh period, as if they had been running for long.
    timers.setTimeout(
      () => source.subscribe(() => undefined),
      (client / clients) * dueAfterMs(lifeMs, () => 0.5),
    )
  }
  await run(endAt)
  for (const source of sources) source.dispose()
  return { callsPerSecond, recoveries: Float64Array.from(recoveries).sort(), failed }
}

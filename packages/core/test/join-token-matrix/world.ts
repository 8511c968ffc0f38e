import { vi } from 'vitest'
import { ApiError } from '../../src/errors.ts'
import {
  createJoinTokenSource,
  type JoinTokenSource,
  type PageLifecycle,
  type TabChannel,
  type TabLocks,
} from '../../src/join-token/index.ts'
import type { JoinToken } from '../../src/video/rooms.ts'

/** What the server does to a call that comes at a moment (milliseconds since the start); undefined to answer it. */
export type Fault = (at: number, call: number, token: () => JoinToken) => Promise<JoinToken> | undefined

export const refusal = (
  status: number,
  more: { code?: string; retryAfterMs?: number; terminal?: boolean } = {},
) => Promise.reject(new ApiError({ route: 'POST /x', status, outcome: 'rejected', ...more }))

/** What happens to a page's world at a moment. */
export interface Happening {
  readonly at: number
  readonly do: (world: World) => void
}

/** One row of the matrix: a server, a device, and for how long they are watched. */
export interface Row {
  readonly name: string
  readonly lifeMs: number
  readonly watchMs: number
  readonly fault?: Fault
  /** How wrong the device's clock is. */
  readonly skewMs?: number
  /** The least that a timer takes, as browsers throttle those of hidden pages. */
  readonly leastTimerMs?: number
  readonly happenings?: readonly Happening[]
  /** When there need not be a token: from, to. Elsewhere there must be one at every moment after the first second. */
  readonly mayLack?: readonly (readonly [from: number, to: number])[]
  /** The most calls of all tabs together. */
  readonly mostCalls: number
  /** Whether the lock is held by a tab that died. */
  readonly lockIsDead?: boolean
}

export interface World {
  /** The device sleeps: its clock goes on, its timers and its monotonic clock do not. */
  sleep(ms: number): void
  /** Somebody sets the device's clock. */
  setClock(byMs: number): void
  setOnline(online: boolean): void
  /** The pages say that they are looked at again. */
  wake(): void
}

/** What was seen of a row. */
export interface Outcome {
  /** Moments without a token at which there should have been one. */
  readonly lacking: readonly number[]
  readonly calls: number
}

const stepMs = 250

/** Plays a row with so many tabs, on virtual time. */
export async function play(row: Row, tabCount: number): Promise<Outcome> {
  vi.useFakeTimers({ now: 1_700_000_000_000 })
  const rejections: unknown[] = []
  const onRejection = (reason: unknown) => rejections.push(reason)
  process.on('unhandledRejection', onRejection)
  const startedAt = performance.now()
  const elapsed = () => performance.now() - startedAt
  let calls = 0
  let issued = 0
  let wallOffset = row.skewMs ?? 0
  let slept = 0
  let online = true

  const token = (): JoinToken => ({
    token: `token-${++issued}`,
    expires_in_ms: row.lifeMs,
    refresh_token: 'sealed',
  })
  /** The server's truth: until when each token really works. */
  const endsAt = new Map<string, number>()
  const serve = async (): Promise<JoinToken> => {
    const at = elapsed() + slept
    calls += 1
    if (!online) throw new TypeError('fetch failed')
    const answer = await (row.fault?.(at, calls, token) ?? token())
    if (answer?.token && !endsAt.has(answer.token)) endsAt.set(answer.token, at + row.lifeMs)
    return answer
  }

  const listeners = new Set<() => void>()
  const target = {
    addEventListener: (_: string, listener: () => void) => void listeners.add(listener),
    removeEventListener: (_: string, listener: () => void) => void listeners.delete(listener),
  }
  const channels = new Set<TabChannel>()
  const openChannel = (): TabChannel => {
    const channel: TabChannel = {
      onmessage: null,
      postMessage(message) {
        for (const other of channels) {
          if (other !== channel) queueMicrotask(() => other.onmessage?.({ data: structuredClone(message) }))
        }
      },
      close: () => void channels.delete(channel),
    }
    channels.add(channel)
    return channel
  }
  let queue: Promise<unknown> = row.lockIsDead ? new Promise(() => undefined) : Promise.resolve()
  const locks: TabLocks = {
    request(_, { signal }, work) {
      const aborted = new Promise<never>((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason)),
      )
      aborted.catch(() => undefined)
      const held = Promise.race([queue, aborted]).then(work)
      queue = Promise.all([queue, held.catch(() => undefined)])
      return held
    },
  }
  const sources = Array.from({ length: tabCount }, (_, tab): JoinTokenSource => {
    const page: PageLifecycle = {
      document: { ...target, hidden: tab > 0 || row.leastTimerMs !== undefined, hasFocus: () => tab === 0 },
      window: target,
      navigator: {
        get onLine() {
          return online
        },
      },
    }
    return createJoinTokenSource({
      room_id: 'r1',
      identity: 'u1',
      mint: serve,
      refresh: serve,
      random: () => 0.5,
      page,
      openChannel,
      locks,
      clock: { now: () => Date.now() + wallOffset + slept, monotonic: () => performance.now() },
      timers: {
        setTimeout: (callback, ms) => setTimeout(callback, Math.max(ms, row.leastTimerMs ?? 0)),
        clearTimeout: (timer) => clearTimeout(timer as number),
      },
    })
  })
  const world: World = {
    sleep: (ms) => {
      slept += ms
    },
    setClock: (byMs) => {
      wallOffset += byMs
    },
    setOnline: (next) => {
      online = next
      if (next) world.wake()
    },
    wake: () => {
      for (const listener of [...listeners]) listener()
    },
  }

  for (const source of sources) source.subscribe(() => undefined)
  const lacking: number[] = []
  const waiting = [...(row.happenings ?? [])]
  while (elapsed() < row.watchMs) {
    while (waiting[0] && waiting[0].at <= elapsed()) waiting.shift()?.do(world)
    await vi.advanceTimersByTimeAsync(stepMs)
    const at = elapsed()
    const isExcused = at <= 5_000 || row.mayLack?.some(([from, to]) => at >= from && at <= to)
    for (const source of sources) {
      const { token: held } = source.getSnapshot()
      const works = held !== undefined && (endsAt.get(held) ?? 0) >= at + slept
      // A token that does not work must never be given out, excused or not.
      if ((held !== undefined && !works) || (!works && !isExcused)) lacking.push(at)
    }
  }
  for (const source of sources) source.dispose()
  await vi.advanceTimersByTimeAsync(0)
  const timers = vi.getTimerCount()
  process.off('unhandledRejection', onRejection)
  vi.useRealTimers()
  if (timers > 0) throw new Error(`${timers} timers are left after dispose`)
  if (rejections.length > 0) throw new Error(`unhandled: ${String(rejections[0])}`)
  return { lacking, calls }
}

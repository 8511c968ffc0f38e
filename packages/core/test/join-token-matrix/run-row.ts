import { type Device, type DeviceOptions, openDevice, type Tab } from './device.ts'
import { openServer, type Server, type ServerOptions } from './server.ts'
import type { Keeper, Subject } from './token-clients.ts'

/** From one moment to another, in milliseconds since the row began. */
export type Span = readonly [from: number, to: number]

/** What happens at a moment. */
export interface Happening {
  readonly at: number
  readonly do: (world: World) => void
}

/** One row of the matrix: a server, a device, what happens to them, and for how long they are watched. */
export interface Row extends ServerOptions, DeviceOptions {
  readonly name: string
  readonly watchMs: number
  readonly happenings?: readonly Happening[] | undefined
  /**
   * When no schedule that keeps to the documented waits could have a token: while the server gives none and
   * the last is over, and until a fault's end has been followed by one mean wait. Everywhere else there has
   * to be one.
   */
  readonly impossible?: readonly Span[] | undefined
  /** When what goes wrong is over, from which the time to recover is counted. */
  readonly overAt?: number | undefined
  /** The most calls of one tab, and of five together, failed ones included. */
  readonly most: readonly [one: number, five: number]
  /**
   * Tokens that are called for though the one before is not due: at a rejection, at a clock set forward.
   * Default: 0.
   */
  readonly early?: number | undefined
  /** Whether what happens in it can be told to our source alone. */
  readonly isOurs?: boolean | undefined
  /** Whether the fault is one that our source does not meet with. */
  readonly isAvoided?: boolean | undefined
  /** Signs the user in, in the app of a tab. */
  readonly onUnauthorized?: ((device: Device, keeper: Keeper) => Promise<void>) | undefined
  /** How often it is looked at. Default: 250. */
  readonly stepMs?: number | undefined
}

/** What can be made to happen. */
export interface World {
  readonly device: Device
  readonly server: Server
  readonly tabs: readonly Tab[]
  readonly keepers: readonly Keeper[]
  /** Ends a tab, as a crash does. */
  crash(tab: number): void
  /** Puts another user into all tabs. */
  changeUser(user: string): void
}

/** What was seen of a row. */
export interface Outcome {
  /** The part of the possible time in which there was a token that worked, 0 to 1, of all tabs. */
  readonly share: number
  /** When one was lacking first. */
  readonly lacking: number | undefined
  /** How often a token was there that did not work. */
  readonly dead: number
  readonly calls: number
  readonly faults: number
  readonly early: number
  /**
   * From the end of what went wrong to a token in each tab, in milliseconds; undefined when it never came.
   */
  readonly recoverMs: number | undefined
  readonly unhandled: number
  readonly timersLeft: number
  /** Whether it made so many calls that it was stopped. */
  readonly isStorm: boolean
}

const wantMs = 5_000
const stormCalls = 10_000
/** The first token takes as long as a call and what tabs ask each other. */
const firstMs = 500

/** Plays a row with so many tabs of a subject, on virtual time. */
export async function play(
  row: Row,
  subject: Subject,
  tabCount: number,
  randomOf: (tab: number) => () => number = (tab) => () => 0.5 / (1 + 0.3 * tab),
): Promise<Outcome> {
  const rejections = watchRejections()
  const raw = { setTimeout: globalThis.setTimeout }
  const device = openDevice(row)
  const server = openServer(device, row)
  const tabs = Array.from({ length: tabCount }, (_, index) => device.tab(index))
  const crashed = new Set<number>()
  let user = 'u1'
  const open = () =>
    tabs.map((tab, index) => {
      const whose = user
      const keeper: Keeper = subject.open({
        onUnauthorized: row.onUnauthorized && (async () => row.onUnauthorized?.(device, keeper)),
        tab,
        user: whose,
        random: randomOf(index),
        call: async (way, signal) => {
          try {
            return await server.call(whose, way, signal)
          } finally {
            await tab.running()
          }
        },
      })
      return keeper
    })
  let keepers = open()
  const world: World = {
    device,
    server,
    tabs,
    get keepers() {
      return keepers
    },
    crash(tab) {
      crashed.add(tab)
      tabs[tab]?.crash()
    },
    changeUser(next) {
      for (const keeper of keepers) keeper.close()
      user = next
      keepers = open()
    },
  }

  const stepMs = row.stepMs ?? 250
  const impossible = [[0, firstMs] as Span, ...(row.impossible ?? [])]
  const waiting = [...(row.happenings ?? [])]
  let possible = 0
  let usable = 0
  let dead = 0
  let lacking: number | undefined
  let recoveredAt: number | undefined
  // A device that sleeps has no moments: those are counted in which something runs.
  for (let ran = 0; ran < row.watchMs && server.calls < stormCalls; ran += stepMs) {
    while (waiting[0] && waiting[0].at <= ran) waiting.shift()?.do(world)
    if (ran % wantMs < stepMs) for (const keeper of keepers) keeper.want?.()
    await device.pass(stepMs)
    const at = ran + stepMs
    const isPossible = !impossible.some(([from, to]) => at >= from && at <= to)
    let all = true
    for (const [index, keeper] of keepers.entries()) {
      if (crashed.has(index)) continue
      const token = keeper.held()
      const works = token !== undefined && server.works(token, user)
      if (token !== undefined && !works) dead += 1
      all &&= works
      if (!isPossible) continue
      possible += 1
      if (works) usable += 1
      else lacking ??= at
    }
    if (row.overAt !== undefined && at >= row.overAt && all) recoveredAt ??= at
  }
  const isStorm = server.calls >= stormCalls
  const { calls, faults, early } = server
  for (const keeper of keepers) keeper.close()
  const timersLeft = await device.close()
  const unhandled = await rejections.end(raw.setTimeout)
  const recoverMs =
    recoveredAt === undefined || row.overAt === undefined
      ? undefined
      : Math.max(0, recoveredAt - row.overAt - stepMs)
  return {
    share: usable / possible,
    lacking,
    dead,
    calls,
    faults,
    early,
    recoverMs,
    unhandled,
    timersLeft,
    isStorm,
  }
}

/** Counts what nobody caught, and keeps it from the test runner: a row's subject may be somebody else's. */
function watchRejections() {
  const others = process.listeners('unhandledRejection')
  let count = 0
  const onRejection = () => {
    count += 1
  }
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', onRejection)
  return {
    async end(setTimeout: typeof globalThis.setTimeout) {
      await new Promise((resolve) => setTimeout(resolve))
      process.removeAllListeners('unhandledRejection')
      for (const listener of others) process.on('unhandledRejection', listener)
      return count
    },
  }
}

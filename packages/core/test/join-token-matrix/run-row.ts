import { type Device, type DeviceOptions, openDevice, type Tab } from './device.ts'
import { openServer, type Server, type ServerOptions } from './server.ts'
import type { TokenClient, TokenLibrary } from './token-clients.ts'

/** A period, in milliseconds since the row began. */
export type TimeSpan = readonly [from: number, to: number]

/** Something that happens at a time. */
export interface RowEvent {
  readonly at: number
  readonly do: (context: RowContext) => void
}

/** One row of the matrix: a server, a device, what happens to them, and how long the row runs. */
export interface Row extends ServerOptions, DeviceOptions {
  readonly name: string
  readonly watchMs: number
  readonly events?: readonly RowEvent[] | undefined
  /**
   * Periods in which the documented waits allow no token: while the server issues none and the last has
   * expired, and for the mean wait after the fault. At all other times there must be a valid token.
   */
  readonly impossible?: readonly TimeSpan[] | undefined
  /** When the fault ends. The recovery time is counted from then. */
  readonly endsAt?: number | undefined
  /** Maximum number of calls of one tab, and of five together, including failed calls. */
  readonly most: readonly [one: number, five: number]
  /**
   * Maximum number of tokens that are requested before the previous one is due, e.g. after a rejection or
   * when the clock is set forward. Default: 0.
   */
  readonly early?: number | undefined
  /** Whether only our source has methods for the events of the row. */
  readonly isGreenroomOnly?: boolean | undefined
  /** Whether our source makes no call that the fault affects. */
  readonly isFaultAvoided?: boolean | undefined
  /** Signs the user in, in the app of a tab. */
  readonly onUnauthorized?: ((device: Device, client: TokenClient) => Promise<void>) | undefined
  /** How often the tokens are checked, in milliseconds. Default: 250. */
  readonly stepMs?: number | undefined
}

/** What the events of a row can change. */
export interface RowContext {
  readonly device: Device
  readonly server: Server
  readonly tabs: readonly Tab[]
  readonly clients: readonly TokenClient[]
  /** Crashes a tab. */
  crash(tab: number): void
  /** Signs another user in, in all tabs. */
  changeUser(user: string): void
}

/** The result of a row. */
export interface Outcome {
  /** Share of the possible time in which the tabs had a valid token, from 0 to 1. */
  readonly share: number
  /** When a valid token was missing first. */
  readonly firstMissingAt: number | undefined
  /** Number of checks that found an invalid token. */
  readonly dead: number
  readonly calls: number
  readonly faults: number
  readonly early: number
  /** Time from the end of the fault until each tab had a valid token, in milliseconds, if they got one. */
  readonly recoverMs: number | undefined
  readonly unhandled: number
  readonly timersLeft: number
  /** Whether the row was stopped because of too many calls. */
  readonly isStorm: boolean
}

const pollIntervalMs = 5_000
const stormCalls = 10_000
/** The time for the first token: a call, and the messages between tabs. */
const firstMs = 500

/** Runs a row in virtual time, with a number of tabs that use the library. */
export async function runRow(
  row: Row,
  library: TokenLibrary,
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
      const owner = user
      const client: TokenClient = library.open({
        onUnauthorized: row.onUnauthorized && (async () => row.onUnauthorized?.(device, client)),
        tab,
        user: owner,
        random: randomOf(index),
        call: async (kind, signal) => {
          try {
            return await server.call(owner, kind, signal)
          } finally {
            await tab.running()
          }
        },
      })
      return client
    })
  let clients = open()
  const context: RowContext = {
    device,
    server,
    tabs,
    get clients() {
      return clients
    },
    crash(tab) {
      crashed.add(tab)
      tabs[tab]?.crash()
    },
    changeUser(next) {
      for (const client of clients) client.close()
      user = next
      clients = open()
    },
  }

  const stepMs = row.stepMs ?? 250
  const impossible = [[0, firstMs] as TimeSpan, ...(row.impossible ?? [])]
  const waiting = [...(row.events ?? [])]
  let possible = 0
  let usable = 0
  let dead = 0
  let firstMissingAt: number | undefined
  let recoveredAt: number | undefined
  // The time during which the device sleeps is not counted.
  for (let ran = 0; ran < row.watchMs && server.calls < stormCalls; ran += stepMs) {
    while (waiting[0] && waiting[0].at <= ran) waiting.shift()?.do(context)
    if (ran % pollIntervalMs < stepMs) for (const client of clients) client.poll?.()
    await device.pass(stepMs)
    const at = ran + stepMs
    const isPossible = !impossible.some(([from, to]) => at >= from && at <= to)
    let all = true
    for (const [index, client] of clients.entries()) {
      if (crashed.has(index)) continue
      const token = client.token()
      const works = token !== undefined && server.works(token, user)
      if (token !== undefined && !works) dead += 1
      all &&= works
      if (!isPossible) continue
      possible += 1
      if (works) usable += 1
      else firstMissingAt ??= at
    }
    if (row.endsAt !== undefined && at >= row.endsAt && all) recoveredAt ??= at
  }
  const isStorm = server.calls >= stormCalls
  const { calls, faults, early } = server
  for (const client of clients) client.close()
  const timersLeft = await device.close()
  const unhandled = await rejections.end(raw.setTimeout)
  const recoverMs =
    recoveredAt === undefined || row.endsAt === undefined
      ? undefined
      : Math.max(0, recoveredAt - row.endsAt - stepMs)
  return {
    share: usable / possible,
    firstMissingAt,
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

/** Counts unhandled rejections, and hides them from the test runner, because other libraries cause them. */
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

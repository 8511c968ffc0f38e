import type { Tab } from '../device.ts'
import type { RowContext } from '../run-row.ts'
import type { Call, Fault } from '../server.ts'
import type { TokenClient } from '../token-clients.ts'

export const second = 1_000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

/** The mean of the longest wait between two attempts. */
export const meanWait = 15 * second

/** Returns a fault of all calls in a period. */
export const between =
  (from: number, to: number, fault: (call: Call) => ReturnType<Fault>): Fault =>
  (call) =>
    call.at >= from && call.at < to ? fault(call) : undefined

/** Returns a fault of the calls with these numbers, from 1. */
export const ofCalls =
  (numbers: readonly number[], fault: (call: Call) => ReturnType<Fault>): Fault =>
  (call) =>
    numbers.includes(call.number) ? fault(call) : undefined

/** A call without a connection. */
export const connectionLost = () => Promise.reject(new TypeError('fetch failed'))
/** A call without a response. */
export const noResponse = () => new Promise<never>(() => undefined)

/** The usual row: tokens of ten minutes, for half an hour. */
export const tenMinutes = { lifeMs: 10 * minute, watchMs: 30 * minute }

/** Returns an event in every tab. */
export const inTabs =
  (happen: (tab: Tab) => void) =>
  ({ tabs }: RowContext): void => {
    for (const tab of tabs) happen(tab)
  }

/** Returns an event in the app of every tab. */
export const inApps =
  (happen: (client: TokenClient) => unknown) =>
  ({ clients }: RowContext): void => {
    for (const client of clients) happen(client)
  }

import type { Tab } from '../device.ts'
import type { World } from '../run-row.ts'
import type { Call, Fault } from '../server.ts'
import type { Keeper } from '../token-clients.ts'

export const second = 1_000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

/** The mean of the longest wait between two tries. */
export const meanWait = 15 * second

/** A fault of all calls between two moments. */
export const between =
  (from: number, to: number, fault: (call: Call) => ReturnType<Fault>): Fault =>
  (call) =>
    call.at >= from && call.at < to ? fault(call) : undefined

/** A fault of the calls with these numbers, from 1. */
export const ofCalls =
  (numbers: readonly number[], fault: (call: Call) => ReturnType<Fault>): Fault =>
  (call) =>
    numbers.includes(call.number) ? fault(call) : undefined

/** A call that gets nowhere. */
export const lost = () => Promise.reject(new TypeError('fetch failed'))
/** A call that is never answered. */
export const silence = () => new Promise<never>(() => undefined)

/** What most rows have: tokens of ten minutes, watched for half an hour. */
export const tenMinutes = { lifeMs: 10 * minute, watchMs: 30 * minute }

/** Has something happen in every tab. */
export const inTabs =
  (happen: (tab: Tab) => void) =>
  ({ tabs }: World): void => {
    for (const tab of tabs) happen(tab)
  }

/** Has something happen in the app of every tab. */
export const inApps =
  (happen: (keeper: Keeper) => unknown) =>
  ({ keepers }: World): void => {
    for (const keeper of keepers) happen(keeper)
  }

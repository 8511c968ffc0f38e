import type { Timers } from '@greenroom/core/join-token'
import { LiveRoomError } from './errors.ts'

/**
 * Calls the vendor's package, and waits no longer than so many milliseconds: its promises may never settle. What it throws that
 * is no error becomes one; it throws texts and events too.
 *
 * @throws {LiveRoomError} when it does not settle in time.
 */
export function withTimeout<T>(what: string, ms: number, timers: Timers, call: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = timers.setTimeout(() => {
      reject(new LiveRoomError('timeout', `${what} took longer than ${ms} ms`))
    }, ms)
    const fail = (thrown: unknown) => {
      const isError = thrown instanceof Error
      reject(isError ? thrown : new LiveRoomError('refused', `${what} failed: ${thrown}`, { cause: thrown }))
    }
    // Begun at once: others may wait for what it begins with.
    new Promise<T>((begun) => begun(call())).finally(() => timers.clearTimeout(timer)).then(resolve, fail)
  })
}

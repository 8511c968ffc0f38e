import type { Timers } from '@greenroom/core/join-token'
import { LiveRoomError } from './errors.ts'

/**
 * Waits for a promise, and no longer than so many milliseconds: those of the vendor's package may never settle.
 *
 * @throws {LiveRoomError} when it does not settle in time, or rejects with something else than an error of Greenroom.
 */
export function within<T>(promise: Promise<T>, ms: number, timers: Timers, what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = timers.setTimeout(() => {
      reject(new LiveRoomError('timeout', `${what} took longer than ${ms} ms`))
    }, ms)
    promise.then(resolve, reject).finally(() => timers.clearTimeout(timer))
  })
}

/** What was thrown, as an error; the vendor's package throws texts and events too. */
export function asError(thrown: unknown, what: string): Error {
  if (thrown instanceof Error) return thrown
  const text = typeof thrown === 'string' ? `: ${thrown}` : ''
  return new LiveRoomError('refused', `${what} failed${text}`, { cause: thrown })
}

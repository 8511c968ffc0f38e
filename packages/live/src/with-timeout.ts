import type { Timers } from '@greenroom/core/join-token'
import { LiveRoomError } from './errors.ts'

/** Timers that are longer, such as infinite ones, would be over at once. */
const longestMs = 2 ** 31 - 1

/**
 * Runs an operation of the vendor's package with a timeout in milliseconds, because the package's promises
 * may never settle. The package also throws strings and events; they become the `cause` of an error.
 *
 * @throws {LiveRoomError} with code `timeout` when the operation does not settle in time.
 */
export function withTimeout<T>(
  operation: string,
  ms: number,
  timers: Timers,
  run: () => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = timers.setTimeout(
      () => {
        reject(new LiveRoomError('timeout', `${operation} took longer than ${ms} ms`))
      },
      Math.min(ms, longestMs),
    )
    const onFailure = (thrown: unknown) => {
      const isError = thrown instanceof Error
      reject(
        isError ? thrown : new LiveRoomError('refused', `${operation} failed: ${thrown}`, { cause: thrown }),
      )
    }
    // Starts synchronously: callers may depend on the first step.
    new Promise<T>((start) => start(run())).finally(() => timers.clearTimeout(timer)).then(resolve, onFailure)
  })
}

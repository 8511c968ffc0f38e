import type { JoinToken } from '../video/rooms.ts'
import { after } from './after.ts'
import type { Timers } from './clock.ts'
import { JoinTokenError } from './errors.ts'
import { attemptLimitMs } from './schedule.ts'

/**
 * Makes one call for a token. It starts synchronously unless this tab has to wait for its turn, and has ten
 * seconds.
 *
 * @param turn Waits until this tab may make a call. Resolves to a function to call when the call is over.
 * @param signal Ends the attempt, whether or not the call observes it.
 * @throws {JoinTokenError} if the call does not settle in time.
 */
export async function makeAttempt(
  call: () => Promise<JoinToken>,
  turn: Promise<(() => void) | undefined> | undefined,
  timers: Timers,
  signal: AbortSignal,
): Promise<JoinToken> {
  const done = turn && (await turn)
  let stop: (() => void) | undefined
  try {
    return await new Promise((resolve, reject) => {
      // The limit is set first, because the call itself may end the attempt.
      stop = after(timers, attemptLimitMs, signal, () =>
        reject(new JoinTokenError('timeout', `No join token within ${attemptLimitMs} ms`, 'unknown')),
      )
      if (!signal.aborted) call().then(resolve, reject)
    })
  } finally {
    stop?.()
    done?.()
  }
}

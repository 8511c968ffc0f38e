import type { ApiError } from '../errors.ts'
import type { NextStep } from './classify-failure.ts'
import type { Stopwatch } from './clock.ts'

/** Asks the app to sign the user in, once until it is reset. */
export interface SignIn {
  /** Whether the app was asked and has not finished, within its time limit. */
  isOpen(): boolean
  /** Returns what follows an attempt, sent at a time, that failed because the user was signed out. */
  nextStep(sentAt: number): NextStep
  /**
   * Calls `onUnauthorized`, which may call the source, fail, or never finish.
   *
   * @param limit Until when it may take.
   * @param onEnd Called when it has finished, also after its time limit, unless the app may be asked again.
   */
  ask(error: ApiError, limit: number, onEnd: (isSignedIn: boolean) => void): void
  /**
   * Allows the app to be asked again.
   *
   * @param isOver Whether to allow it even if the app has not finished. Default: false.
   */
  reset(isOver?: boolean): void
}

/** Creates the sign-in of a source. */
export function createSignIn(
  { read }: Stopwatch,
  onUnauthorized: ((error: ApiError) => void | Promise<void>) | undefined,
): SignIn {
  /** When the app signed the user in, or has to be done with it; undefined if it may be asked. */
  let endsAt: number | undefined
  const isOpen = () => read() < (endsAt ?? 0)
  return {
    isOpen,
    nextStep(sentAt) {
      if (endsAt === undefined) return 'sign-in'
      // An attempt that was sent before the user had signed in is made again.
      return sentAt < endsAt && !isOpen() ? 'mint' : 'stop'
    },
    ask(error, limit, onEnd) {
      endsAt = limit
      const end = (isSignedIn: boolean) => () => {
        if (endsAt !== limit) return
        endsAt = read()
        onEnd(isSignedIn)
      }
      const call = async () => onUnauthorized?.(error)
      call().then(end(true), end(false))
    },
    reset(isOver = false) {
      if (isOver || !isOpen()) endsAt = undefined
    },
  }
}

import { type Clock, validTime } from '../clock.ts'
import type { Changes } from './changes.ts'
import type { PendingWork } from './pending-work.ts'
import type { Scheduler } from './scheduler.ts'

/** A clock that performs the tasks that become due when it is moved. */
export interface MovableClock extends Clock {
  /**
   * Moves the clock by seconds, forward or backward, and performs the tasks that become due before it
   * returns.
   *
   * @returns a promise that resolves once the requests of these tasks, such as webhooks, are answered and
   *   what follows from the responses is done.
   * @throws {RangeError} if the result is before 1970 or after 9999.
   */
  advance(secs: number): Promise<void>
  /**
   * Sets the clock to a time in milliseconds since 1970. Otherwise like `advance`.
   *
   * @throws {RangeError} for a time before 1970 or after 9999.
   */
  set(nowMs: number): Promise<void>
  /**
   * Moves the clock from one due task to the next. At each step, time stands still until the requests are
   * answered. Moves that are called in the meantime come afterwards.
   *
   * @param target - returns the time to move to, in milliseconds since 1970, from the time before the move.
   * @returns a promise that resolves at the target, once everything is done. It rejects with a `RangeError`
   *   for a time before 1970 or after 9999.
   */
  step(target: (nowMs: number) => number): Promise<void>
  /** Resolves once all requests are answered and everything that is due by now is done. */
  settled(): Promise<void>
}

/** Adds moves to a clock that perform the tasks of a scheduler. */
export function createMovableClock(
  time: Clock,
  scheduler: Scheduler,
  pending: PendingWork,
  changes: Changes,
): MovableClock {
  let lastStep: Promise<unknown> = Promise.resolve()

  const settled = async () => {
    for (;;) {
      await pending.settled()
      scheduler.run()
      if (pending.size === 0) return
    }
  }
  const stepTo = async (targetMs: number) => {
    validTime(targetMs)
    const release = time.hold()
    try {
      await settled()
      for (;;) {
        const due = scheduler.nextDue()
        if (due === undefined || due > targetMs) break
        time.set(Math.max(due, time.now()))
        await settled()
      }
      time.set(targetMs)
    } finally {
      release()
      scheduler.run()
      changes.note()
    }
  }
  return {
    ...time,
    advance(secs) {
      time.advance(secs)
      changes.note()
      scheduler.run()
      return settled()
    },
    set(nowMs) {
      time.set(nowMs)
      changes.note()
      scheduler.run()
      return settled()
    },
    step(target) {
      const step = lastStep.then(() => stepTo(target(time.now())))
      lastStep = step.catch(() => undefined)
      return step
    },
    settled,
  }
}

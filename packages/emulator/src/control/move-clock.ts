import * as v from 'valibot'
import type { Engine } from '../engine.ts'
import { refusals } from '../http/refusal.ts'

/** How to move the clock: by seconds, or to a time (ISO 8601 or milliseconds since 1970). */
export type ClockMove = v.InferOutput<typeof ClockMove>
export const ClockMove = v.pipe(
  v.strictObject({
    advance_secs: v.optional(v.number()),
    now: v.optional(v.union([v.pipe(v.string(), v.isoTimestamp()), v.number()])),
  }),
  v.check(
    ({ advance_secs, now }) => (advance_secs === undefined) !== (now === undefined),
    'advance_secs or now',
  ),
)

/**
 * Moves the clock. Resolves once everything that is due by then is done and its requests are answered.
 *
 * @throws {Refusal} 422 for a time before 1970 or after 9999.
 */
export async function moveClock({ clock }: Engine, { advance_secs, now }: ClockMove): Promise<void> {
  try {
    await clock.step((nowMs) =>
      now === undefined ? nowMs + (advance_secs ?? 0) * 1000 : new Date(now).getTime(),
    )
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw refusals.unprocessable(error.message, { pointer: now === undefined ? '/advance_secs' : '/now' })
  }
}

import { describeRefusal } from './describe-refusal.ts'
import type { OnRefusal, RefusedCall } from './refused-call.ts'

/**
 * Notifies a gateway's `onRefusal` of a call that was rejected or failed. It never rejects and need not be
 * awaited.
 */
export type NotifyRefusal = (call: RefusedCall) => Promise<void>

/** Creates the notifier of `onRefusal`. Without it, failures (5xx) are written to the console's errors. */
export function createRefusalNotifier({
  onRefusal = logFailure,
}: {
  readonly onRefusal?: OnRefusal | undefined
}): NotifyRefusal {
  return async (call) => {
    try {
      // An `onRefusal` may be async: an unhandled rejection would end a Node process.
      await onRefusal(call)
    } catch {
      // An error of the listener must not affect the call.
    }
  }
}

function logFailure(call: RefusedCall): void {
  if (call.status >= 500) console.error(describeRefusal(call))
}

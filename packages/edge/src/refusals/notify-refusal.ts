import type { OnRefusal, RefusedCall } from './refused-call.ts'

/** Tells the listener of a gateway of a call that was refused or failed. It never rejects, and need not be waited for. */
export type NotifyRefusal = (call: RefusedCall) => Promise<void>

/** Makes what tells the listener. */
export function createRefusalNotifier({
  onRefusal,
}: {
  readonly onRefusal?: OnRefusal | undefined
}): NotifyRefusal {
  return async (call) => {
    try {
      // Waited for, since a rejection that nobody takes ends a process of Node.
      await onRefusal?.(call)
    } catch {
      // A listener's fault is not the call's.
    }
  }
}

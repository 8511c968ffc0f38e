import type { Timers } from '@greenroom/core/join-token'
import { defer } from './defer.ts'
import type { SignalingRequest } from './signaling-messages.ts'

/** The requests that have no response yet, by transaction, with their timeouts. */
export type PendingRequests = Map<string, SignalingRequest & { readonly timer: unknown }>

/** Adds a request. Calls `onTimeout` if it stays pending for `timeoutMs` milliseconds. */
export function addRequest(
  pending: PendingRequests,
  request: SignalingRequest,
  timers: Timers,
  timeoutMs: number,
  onTimeout: () => void,
): void {
  const { transaction } = request
  const timer = timers.setTimeout(() => {
    // In a tab that was suspended, the timeout fires before the response that arrived in the meantime.
    defer(timers, () => pending.has(transaction) && onTimeout())
  }, timeoutMs)
  pending.set(transaction, { ...request, timer })
}

/** Removes a request and cancels its timeout. */
export function removeRequest(pending: PendingRequests, transaction: string, timers: Timers): void {
  timers.clearTimeout(pending.get(transaction)?.timer)
  pending.delete(transaction)
}

import type { Timers } from '@greenroom/core/join-token'
import { defer } from './defer.ts'
import type { SignalingRequest } from './signaling-messages.ts'

/** The requests that the server has not answered yet, by transaction. */
export interface PendingRequests {
  add(request: SignalingRequest): void
  get(transaction: string): SignalingRequest | undefined
  remove(transaction: string): void
  list(): SignalingRequest[]
}

export interface PendingRequestsOptions {
  /** How long a request may stay pending, in milliseconds. */
  readonly timeoutMs: number
  readonly timers: Timers
  onTimeout(request: SignalingRequest): void
}

export function createPendingRequests({
  timeoutMs,
  timers,
  onTimeout,
}: PendingRequestsOptions): PendingRequests {
  const pending = new Map<string, { readonly request: SignalingRequest; readonly timer: unknown }>()
  return {
    add(request) {
      const { transaction } = request
      const giveUp = () => {
        if (pending.has(transaction)) onTimeout(request)
      }
      // In a tab that was suspended, the timeout fires before the response that arrived in the meantime.
      const timer = timers.setTimeout(() => defer(timers, giveUp), timeoutMs)
      pending.set(transaction, { request, timer })
    },
    get: (transaction) => pending.get(transaction)?.request,
    remove(transaction) {
      timers.clearTimeout(pending.get(transaction)?.timer)
      pending.delete(transaction)
    },
    list: () => [...pending.values()].map(({ request }) => request),
  }
}

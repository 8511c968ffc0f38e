import { isApiError, isConnectionError, isTimeoutError } from '../errors.ts'
import { abortReason } from '../http/deadline.ts'
import type { AbortSignalLike, Client } from '../types.ts'
import { type RoomComposition, retrieve } from '../video/room-compositions.ts'

/** Options of {@link waitForComposition}. */
export interface WaitForCompositionOptions {
  /**
   * Ends the wait immediately: the promise rejects with an `AbortError`. The API still completes the
   * composition.
   */
  readonly signal?: AbortSignalLike | undefined
  /** Called with the composition after the first retrieval, and after each change of its status. */
  readonly onProgress?: ((composition: RoomComposition) => void) | undefined
  /** Waits between two retrievals; replace it in tests. Default: a timer. */
  readonly sleep?: ((ms: number, signal: AbortSignal | undefined) => Promise<void>) | undefined
}

const firstWaitMs = 1_000
const longestWaitMs = 15_000
/** If the server requests a longer wait, the function rejects instead. */
const longestRequestedMs = 30_000
/** Number of consecutive failures after which the function rejects. */
const maxFailures = 5

/**
 * Resolves to a composition once it is completed.
 *
 * It retrieves the composition immediately, again after one second, and then at growing intervals of up to 15
 * seconds. It continues after transient failures, but rejects after five in a row or if the API requests a
 * wait of more than 30 seconds.
 *
 * It has no timeout, and the API has no status for a failed composition: pass a `signal`
 * (`AbortSignal.timeout(…)`).
 *
 * @throws {ApiError} 404 for an unknown or deleted composition.
 *
 * @example
 * ```ts
 * import { createClient } from '@greenroom/core'
 * import { roomCompositions, waitForComposition } from '@greenroom/core/video'
 *
 * const client = createClient({ apiKey: 'KEY…' })
 * const { id } = await roomCompositions.create(client, {
 *   session_id: '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0',
 * })
 * const { download_url } = await waitForComposition(client, id, {
 *   signal: AbortSignal.timeout(600_000),
 *   onProgress: ({ status }) => console.log(status),
 * })
 * ```
 */
export async function waitForComposition(
  client: Client,
  room_composition_id: string,
  options: WaitForCompositionOptions = {},
): Promise<RoomComposition> {
  const { signal, onProgress, sleep = wait } = options
  let last: string | null | undefined
  let failures = 0
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(longestWaitMs, waitMs * 1.5)) {
    let requestedMs = 0
    try {
      const composition = await retrieve(client, { room_composition_id }, { signal })
      failures = 0
      if (composition.status !== last) onProgress?.(composition)
      last = composition.status
      if (last === 'completed') return composition
    } catch (error) {
      if (!isTransient(error) || ++failures >= maxFailures) throw error
      requestedMs = (isApiError(error) && error.retryAfterMs) || 0
    }
    await sleep(Math.max(waitMs, requestedMs), signal as AbortSignal | undefined)
  }
}

function isTransient(error: unknown): boolean {
  if (isConnectionError(error) || isTimeoutError(error)) return true
  if (!isApiError(error) || (error.retryAfterMs ?? 0) > longestRequestedMs) return false
  return error.status === 429 || error.status >= 500
}

function wait(ms: number, signal: AbortSignalLike | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      reject(abortReason(signal as AbortSignalLike))
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    }, ms)
    if (signal?.aborted) onAbort()
    else signal?.addEventListener('abort', onAbort)
  })
}

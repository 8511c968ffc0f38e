import { isApiError, isConnectionError, isTimeoutError } from '../errors.ts'
import { abortReason } from '../http/deadline.ts'
import type { Client } from '../types.ts'
import { type RoomComposition, retrieve } from '../video/room-compositions.ts'

/** How a composition is waited for. */
export interface WaitForCompositionOptions {
  /** Ends the wait at once, as an `AbortError`. The composition goes on being made. */
  readonly signal?: AbortSignal | undefined
  /** Gets the composition first as it is found, and then whenever its status has changed. */
  readonly onProgress?: ((composition: RoomComposition) => void) | undefined
  /** Lets time pass between two looks; a test gives its own. Default: a timer. */
  readonly sleep?: ((ms: number, signal: AbortSignal | undefined) => Promise<void>) | undefined
}

const firstWaitMs = 1_000
const longestWaitMs = 15_000
/** A server that asks for a longer wait is not waited for. */
const longestAskedMs = 30_000
/** A server that fails this often in a row will not be asked any more. */
const mostFailures = 5

/**
 * Waits until a composition is completed, and resolves to it. It looks after a second, then less and less often, every
 * 15 seconds at last; failures that may pass are lived through, unless they are five in a row or the API asks for
 * a wait of more than 30 seconds.
 *
 * There is no limit of time, since no state of failure exists: give a `signal` (`AbortSignal.timeout(…)`).
 *
 * @throws {ApiError} 404 when there is no such composition, or it was deleted meanwhile.
 *
 * @example
 * ```ts
 * import { createClient } from '@greenroom/core'
 * import { roomCompositions, waitForComposition } from '@greenroom/core/video'
 *
 * const client = createClient({ apiKey: 'KEY…' })
 * const { id } = await roomCompositions.create(client, { session_id: '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0' })
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
    let askedMs = 0
    try {
      const composition = await retrieve(client, { room_composition_id }, { signal })
      failures = 0
      if (composition.status !== last) onProgress?.(composition)
      last = composition.status
      if (last === 'completed') return composition
    } catch (error) {
      if (!mayPass(error) || ++failures >= mostFailures) throw error
      askedMs = (isApiError(error) && error.retryAfterMs) || 0
    }
    await sleep(Math.max(waitMs, askedMs), signal)
  }
}

function mayPass(error: unknown): boolean {
  if (isConnectionError(error) || isTimeoutError(error)) return true
  if (!isApiError(error) || (error.retryAfterMs ?? 0) > longestAskedMs) return false
  return error.status === 429 || error.status >= 500
}

function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer)
      reject(abortReason(signal as AbortSignal))
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    }, ms)
    if (signal?.aborted) onAbort()
    else signal?.addEventListener('abort', onAbort, { once: true })
  })
}

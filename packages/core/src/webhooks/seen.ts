import { type SignatureOptions, toleranceOf } from './signature.ts'
import { WebhookError } from './webhook-error.ts'

/**
 * Returns whether an id was already handled, or `'pending'` if another delivery of it is being handled. Back
 * it with a store that all instances of your webhook handler share and that keeps each id for `ttlSecs`
 * seconds. The API delivers some events more than once, each time with a new signature.
 *
 * Only look the id up here, and store it after the event was handled. If handling fails, an id that is
 * already stored makes the API's next delivery count as handled, and the event is lost.
 */
export type Seen = (id: string, ttlSecs: number) => Promise<boolean | 'pending'>

/** The API sends unacknowledged events again, also after their first signature has expired. */
const shortestMemorySecs = 600

/**
 * Rejects a webhook if `seen` knows one of its ids.
 *
 * @throws {WebhookError} with the code `replayed` or `pending`.
 */
export async function rejectSeen(
  ids: readonly string[],
  options: Pick<SignatureOptions, 'toleranceSecs'> & { readonly seen?: Seen | undefined },
): Promise<void> {
  const { seen } = options
  if (!seen) return
  // A signature is valid from `toleranceSecs` before its timestamp to `toleranceSecs` after it.
  const ttlSecs = Math.max(2 * toleranceOf(options), shortestMemorySecs)
  for (const id of ids) {
    const result = await seen(id, ttlSecs)
    if (result === 'pending') {
      throw new WebhookError('pending', 'Another delivery of the webhook is being handled')
    }
    if (result) throw new WebhookError('replayed', 'The event of the webhook was already handled')
  }
}

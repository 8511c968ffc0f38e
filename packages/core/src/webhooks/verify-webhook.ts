import { readEvent, type WebhookEvent } from './events.ts'
import { defaultToleranceSecs, type SignatureOptions } from './signature.ts'
import { readSignedBody } from './signed-body.ts'
import { WebhookError } from './webhook-error.ts'

/** Options of {@link verifyWebhook}. */
export interface VerifyWebhookOptions extends SignatureOptions {
  /**
   * Returns whether an event was already handled. Back it with a set of ids that is shared by all instances
   * of your webhook handler and keeps each id for `ttlSecs` seconds. The API delivers some events more than
   * once, with the same id. Only look up the id here, and store it after the event was handled: an id that is
   * stored here is lost if handling fails, since the API's next delivery would be rejected. Default: repeated
   * events are not detected.
   */
  readonly seen?: ((id: string, ttlSecs: number) => Promise<boolean>) | undefined
}

/**
 * Verifies a webhook of the API and resolves to its event. Consumes the request's body, so call it before
 * anything else reads the body.
 *
 * Events of Telnyx Video are typed, see {@link isVideoEvent}. Other events have an `unknown` payload.
 *
 * @throws {WebhookError} if the webhook must not be handled. Its `code` is the reason, its `status` the
 *   status to respond with.
 * @throws {ConfigError} if a public key is malformed or none is given.
 *
 * @example
 * ```ts
 * import { isVideoEvent, isWebhookError, verifyWebhook } from '@greenroom/core/webhooks'
 *
 * export default {
 *   async fetch(request: Request, env: { TELNYX_PUBLIC_KEY: string }): Promise<Response> {
 *     try {
 *       const event = await verifyWebhook(request, { publicKeys: env.TELNYX_PUBLIC_KEY })
 *       if (isVideoEvent(event) && event.event_type === 'video.room.recording.completed') {
 *         console.log(event.payload.recording_id)
 *       }
 *       return new Response(null, { status: 204 })
 *     } catch (error) {
 *       if (!isWebhookError(error)) throw error
 *       return Response.json({ code: error.code }, { status: error.status })
 *     }
 *   },
 * }
 * ```
 */
export async function verifyWebhook(request: Request, options: VerifyWebhookOptions): Promise<WebhookEvent> {
  const event = readEvent(await readSignedBody(request, options))
  if (!event)
    throw new WebhookError('not_an_event', 'The signature is valid, but the body is not an event of the API')
  await rejectReplay(event.id, options)
  return event
}

/**
 * Rejects an event that `seen` reports as already handled.
 *
 * @throws {WebhookError} with the code `replayed`.
 */
export async function rejectReplay(id: string, options: VerifyWebhookOptions): Promise<void> {
  // A signature is valid from `toleranceSecs` before its timestamp to `toleranceSecs` after it.
  const ttlSecs = 2 * (options.toleranceSecs ?? defaultToleranceSecs)
  if (await options.seen?.(id, ttlSecs)) {
    throw new WebhookError('replayed', 'The event of the webhook was already handled')
  }
}

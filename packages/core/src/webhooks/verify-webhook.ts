import { readEvent, type WebhookEvent } from './events.ts'
import { defaultToleranceSecs, type SignatureOptions } from './signature.ts'
import { readSignedBody } from './signed-body.ts'
import { WebhookError } from './webhook-error.ts'

/** How a webhook is verified. */
export interface VerifyWebhookOptions extends SignatureOptions {
  /**
   * Tells whether an event came before, for which it is to be remembered that long: a set with a time to live, shared by all who
   * take webhooks. The API delivers some events more than once, by the same id. An event that it remembers while it is asked is
   * lost when its handling fails: let it only look, and remember an event once it was handled. Default: none is remembered.
   */
  readonly seen?: ((id: string, ttlSecs: number) => Promise<boolean>) | undefined
}

/**
 * Verifies a webhook of the API, and resolves to its event. It reads the request's body, so it must come first.
 *
 * Events of Telnyx Video are typed, see {@link isVideoEvent}; others pass with an `unknown` payload.
 *
 * @throws {WebhookError} when it must not be acted on; its `code` says why, and its `status` what to answer.
 * @throws {ConfigError} when a public key is not one.
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
    throw new WebhookError('not_an_event', 'The webhook is signed, and its body is no event of the API')
  await rejectReplay(event.id, options)
  return event
}

/**
 * Refuses what came before.
 *
 * @throws {WebhookError} with the code `replayed`.
 */
export async function rejectReplay(id: string, options: VerifyWebhookOptions): Promise<void> {
  // For as long as its signature is good, from the one end of the tolerance to the other.
  const ttlSecs = 2 * (options.toleranceSecs ?? defaultToleranceSecs)
  if (await options.seen?.(id, ttlSecs)) {
    throw new WebhookError('replayed', 'The event of the webhook came before')
  }
}

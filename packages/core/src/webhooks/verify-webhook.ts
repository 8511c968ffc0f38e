import { readEvent, type WebhookEvent } from './events.ts'
import { rejectSeen, type Seen } from './seen.ts'
import type { SignatureOptions } from './signature.ts'
import { readSignedBody } from './signed-body.ts'
import { WebhookError } from './webhook-error.ts'

/** Options of {@link verifyWebhook}. */
export interface VerifyWebhookOptions extends SignatureOptions {
  /** Detects repeated events by their ids. Default: repeated events are not detected. */
  readonly seen?: Seen | undefined
}

/**
 * Verifies a webhook of the API and resolves to its event. Consumes the request's body, so call it before
 * anything else reads the body.
 *
 * Events of Telnyx Video are typed, see {@link isVideoEvent}. All others have an `unknown` payload: events of
 * other products, and events with a payload that does not match the schema of their type.
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
  const event = await readEvent((await readSignedBody(request, options)).text)
  if (!event) {
    throw new WebhookError('not_an_event', 'The signature is valid, but the body has no event_type')
  }
  await rejectSeen([event.id], options)
  return event
}

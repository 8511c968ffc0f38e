import { idsOf } from './callback-ids.ts'
import { rejectSeen } from './seen.ts'
import { readSignedForm, type SignedFormOptions } from './signed-form.ts'
import { parseStatusCallback, type StatusCallback } from './status-callbacks.ts'
import type { VerifyWebhookOptions } from './verify-webhook.ts'

/** Options of {@link readStatusCallback}. */
export interface ReadStatusCallbackOptions extends VerifyWebhookOptions, SignedFormOptions {}

/**
 * Verifies a TeXML status callback and resolves to its form fields, typed by kind. Consumes the request's
 * body, so call it before anything else reads the body.
 *
 * Keep callbacks on POST, the API's default: callbacks sent by GET are rejected without `allowGet`.
 *
 * Callbacks have no id, so `seen` is called with two: one of the signed request, which an attacker may
 * replay, and one of the event (call, event and sequence number), which the API may deliver again with a new
 * signature. Store both after the callback was handled. Kinds with equal callbacks, such as `gather`, have no
 * id of the event.
 *
 * @throws {WebhookError} if the callback must not be handled. Its `code` is the reason, its `status` the
 *   status to respond with.
 * @throws {ConfigError} if a public key is malformed or none is given.
 *
 * @example
 * ```ts
 * import { isWebhookError, readStatusCallback } from '@greenroom/core/webhooks'
 *
 * export default {
 *   async fetch(request: Request, env: { TELNYX_PUBLIC_KEY: string }): Promise<Response> {
 *     try {
 *       const callback = await readStatusCallback(request, { publicKeys: env.TELNYX_PUBLIC_KEY })
 *       if (callback.kind === 'call') console.log(callback.fields.CallSid, callback.fields.CallStatus)
 *       if (callback.kind === 'recording') console.log(callback.fields.RecordingUrl)
 *       return new Response(null, { status: 204 })
 *     } catch (error) {
 *       if (!isWebhookError(error)) throw error
 *       return Response.json({ code: error.code }, { status: error.status })
 *     }
 *   },
 * }
 * ```
 */
export async function readStatusCallback(
  request: Request,
  options: ReadStatusCallbackOptions,
): Promise<StatusCallback> {
  const { fields, signature } = await readSignedForm(request, options)
  const callback = parseStatusCallback(fields)
  await rejectSeen(await idsOf(callback, signature, request.method === 'GET'), options)
  return callback
}

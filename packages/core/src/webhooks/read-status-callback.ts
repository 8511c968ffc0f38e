import { idsOf } from './callback-ids.ts'
import { rejectSeen } from './seen.ts'
import { readSignedBody } from './signed-body.ts'
import { parseStatusCallback, type StatusCallback } from './status-callbacks.ts'
import type { VerifyWebhookOptions } from './verify-webhook.ts'
import { WebhookError } from './webhook-error.ts'

/** Options of {@link readStatusCallback}. */
export interface ReadStatusCallbackOptions extends VerifyWebhookOptions {
  /**
   * Whether to accept callbacks sent by GET. Their fields are in the URL, which the signature does not cover:
   * anyone who has seen such a callback can send other fields while its signature is valid. Default: false,
   * they are rejected.
   */
  readonly allowGet?: boolean | undefined
}

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
  const isGet = request.method === 'GET'
  if (isGet && !options.allowGet) {
    throw new WebhookError(
      'not_an_event',
      'The fields of a callback sent by GET are not signed; configure the callback to use POST',
    )
  }
  const isForm = isGet || formContentType.test(request.headers.get('content-type') ?? '')
  const { text: body, signature } = await readSignedBody(request, options)
  const text = isGet ? new URL(request.url).search : body
  const fields = Object.fromEntries(new URLSearchParams(text))
  // The content type is not signed: the JSON of an event must not become a callback.
  if (!isForm || /^\s*[{[]/.test(text) || Object.keys(fields).length === 0) {
    throw new WebhookError('not_an_event', 'The signature is valid, but the callback has no form fields')
  }
  const callback = parseStatusCallback(fields)
  await rejectSeen(await idsOf(callback, signature, isGet), options)
  return callback
}

const formContentType = /^application\/x-www-form-urlencoded\s*(;|$)/i

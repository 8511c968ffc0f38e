import { signatureHeaders } from './signature.ts'
import { readSignedBody } from './signed-body.ts'
import { type StatusCallback, typedCallback } from './status-callbacks.ts'
import { refuseReplay, type VerifyWebhookOptions } from './verify-webhook.ts'
import { WebhookError } from './webhook-error.ts'

/**
 * Verifies a status callback of TeXML, which comes as a form, and resolves to its fields, typed by kind. It reads the
 * request's body, so it must come first.
 *
 * Have callbacks sent by POST, as they are unless told otherwise: those by GET carry their fields in the address, which no
 * signature covers, and are refused. Callbacks have no id; `seen` gets their signature instead.
 *
 * @throws {WebhookError} when it must not be acted on; its `code` says why. Answer with a status of 4xx.
 * @throws {ConfigError} when a public key is not one.
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
 *       return Response.json({ code: error.code }, { status: 400 })
 *     }
 *   },
 * }
 * ```
 */
export async function readStatusCallback(
  request: Request,
  options: VerifyWebhookOptions,
): Promise<StatusCallback> {
  if (request.method !== 'POST') {
    throw new WebhookError(
      'not_an_event',
      `A callback by ${request.method} is not signed: have it sent by POST`,
    )
  }
  const body = await readSignedBody(request, options)
  const type = request.headers.get('content-type') ?? ''
  const fields = Object.fromEntries(new URLSearchParams(body))
  if (!/^application\/x-www-form-urlencoded *(;|$)/i.test(type) || Object.keys(fields).length === 0) {
    throw new WebhookError('not_an_event', 'The webhook is signed, and its body is no form')
  }
  await refuseReplay(request.headers.get(signatureHeaders.signature) ?? '', options)
  return typedCallback(fields)
}

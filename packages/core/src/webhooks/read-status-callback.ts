import { signatureHeaders } from './signature.ts'
import { readSignedBody } from './signed-body.ts'
import { parseStatusCallback, type StatusCallback } from './status-callbacks.ts'
import { rejectReplay, type VerifyWebhookOptions } from './verify-webhook.ts'
import { WebhookError } from './webhook-error.ts'

/** How a status callback is read. */
export interface ReadStatusCallbackOptions extends VerifyWebhookOptions {
  /**
   * Whether to read callbacks that come by GET. Their fields are in the address, which no signature covers: who has seen
   * one may send others, for as long as its signature is good. Default: false, they are refused.
   */
  readonly allowGet?: boolean | undefined
}

/**
 * Verifies a status callback of TeXML, which comes as a form, and resolves to its fields, typed by kind. It reads the
 * request's body, so it must come first.
 *
 * Have callbacks sent by POST, as they are unless told otherwise: those by GET are refused without `allowGet`. Callbacks have
 * no id; `seen` gets their signature instead.
 *
 * @throws {WebhookError} when it must not be acted on; its `code` says why, and its `status` what to answer.
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
      'The fields of a callback by GET are not signed: have it sent by POST',
    )
  }
  const body = await readSignedBody(request, options)
  const text = isGet ? new URL(request.url).search : body
  const fields = Object.fromEntries(new URLSearchParams(text))
  const isForm = isGet || formContentType.test(request.headers.get('content-type') ?? '')
  if (!isForm || Object.keys(fields).length === 0) {
    throw new WebhookError('not_an_event', 'The webhook is signed, and its body is no form')
  }
  const signature = request.headers.get(signatureHeaders.signature) ?? ''
  // What comes by GET within one second is signed alike.
  await rejectReplay(isGet ? `${signature} ${text}` : signature, options)
  return parseStatusCallback(fields)
}

const formContentType = /^application\/x-www-form-urlencoded *(;|$)/i

import { type InstructionRequest, parseInstructionRequest } from './instruction-requests.ts'
import { readSignedForm, type SignedFormOptions } from './signed-form.ts'

/** Options of {@link readInstructionRequest}. */
export interface ReadInstructionRequestOptions extends SignedFormOptions {}

/**
 * Verifies a request for the next document of a call, and resolves to its form fields, typed by kind.
 * Consumes the request's body, so call it before anything else reads the body.
 *
 * The API sends one request when a call comes in or is answered, and one to the URL of a verb: an `action`
 * with the verb's result, a `<Redirect>`. Respond to all of them with {@link texmlResponse}.
 *
 * - `gather`, `dial`, `record`, `enqueue` and `refer` are recognized by their fields. A gather without keys
 *   and speech, as after the finishing key alone, has neither `Digits` nor `SpeechResult`.
 * - A `<Redirect>` sends the fields of the call's first request. It is therefore a `call`, unless its URL has
 *   the parameter `kind=redirect`: write `redirect('/menu?kind=redirect')` to distinguish them. Documents for
 *   the called party (`url` of `<Number>` and `<Sip>`) and `waitUrl` of `<Conference>` are a `call`, too.
 * - Everything else is `other`: the results of `<Pay>`, `<AIGather>`, `<Connect>` and `<HttpRequest>`, the
 *   `waitUrl` of `<Enqueue>` (with `QueuePosition` as a string), and reports that need no document, such as a
 *   status callback that is sent to the same URL.
 *
 * Only the body is signed, not the URL. Its path and query may carry the state of a conversation, but no
 * permission. Set the application's `voice_method` to POST: requests sent by GET have their fields in the URL
 * and are rejected without `allowGet`.
 *
 * Repeats are not detected: a call may send equal requests within a second, such as the same key twice, and
 * each needs its document. Do what must happen once in a status callback.
 *
 * @throws {WebhookError} if the request must not be handled. Its `code` is the reason, its `status` the
 *   status to respond with.
 * @throws {ConfigError} if a public key is malformed or none is given.
 *
 * @example
 * ```ts
 * import { gather, response, say } from '@greenroom/core/texml/document'
 * import { isWebhookError, readInstructionRequest, texmlResponse } from '@greenroom/core/webhooks'
 *
 * export default {
 *   async fetch(request: Request, env: { TELNYX_PUBLIC_KEY: string }): Promise<Response> {
 *     try {
 *       const options = { publicKeys: env.TELNYX_PUBLIC_KEY }
 *       const { kind, fields } = await readInstructionRequest(request, options)
 *       if (kind === 'gather') return texmlResponse(response(say(`You pressed ${fields.Digits}.`)))
 *       return texmlResponse(response(gather({ action: '/', numDigits: 1 }, say('Press a key.'))))
 *     } catch (error) {
 *       if (!isWebhookError(error)) throw error
 *       return Response.json({ code: error.code }, { status: error.status })
 *     }
 *   },
 * }
 * ```
 */
export async function readInstructionRequest(
  request: Request,
  options: ReadInstructionRequestOptions,
): Promise<InstructionRequest> {
  const { fields } = await readSignedForm(request, options)
  return parseInstructionRequest(fields, request.url)
}

import type { SignatureOptions } from './signature.ts'
import { readSignedBody } from './signed-body.ts'
import { WebhookError } from './webhook-error.ts'

/** Options for reading a form that the API has signed. */
export interface SignedFormOptions extends SignatureOptions {
  /**
   * Whether to accept requests sent by GET. Their fields are in the URL, which the signature does not cover:
   * anyone who has seen such a request can send other fields while its signature is valid. Default: false,
   * they are rejected.
   */
  readonly allowGet?: boolean | undefined
}

/** The fields of a form. */
export type FormFields = Readonly<Record<string, string>>

/** A verified form. */
export interface SignedForm {
  readonly fields: FormFields
  /** The signature that verified it, in canonical base64. */
  readonly signature: string
}

/**
 * Verifies a request of TeXML and resolves to its form fields, which are in the body, or in the query of a
 * GET.
 *
 * @throws {WebhookError} if the request cannot be read, its signature is not valid, it has no fields, or it
 *   was sent by GET without `allowGet`.
 * @throws {ConfigError} if a public key is malformed or none is given, or the tolerance is invalid.
 */
export async function readSignedForm(request: Request, options: SignedFormOptions): Promise<SignedForm> {
  const isGet = request.method === 'GET'
  if (isGet && !options.allowGet) {
    throw new WebhookError(
      'not_an_event',
      'The fields of a GET are not signed; configure the API to use POST',
    )
  }
  const isForm = isGet || formContentType.test(request.headers.get('content-type') ?? '')
  const { text: body, signature } = await readSignedBody(request, options)
  const text = isGet ? new URL(request.url).search : body
  const fields = Object.fromEntries(new URLSearchParams(text))
  // The content type is not signed: the JSON of an event must not become a form.
  if (!isForm || /^\s*[{[]/.test(text) || Object.keys(fields).length === 0) {
    throw new WebhookError('not_an_event', 'The signature is valid, but the request has no form fields')
  }
  return { fields, signature }
}

const formContentType = /^application\/x-www-form-urlencoded\s*(;|$)/i

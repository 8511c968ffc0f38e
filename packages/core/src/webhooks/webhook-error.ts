/**
 * Why a webhook was refused.
 *
 * - `missing_header`: it has no signature or no timestamp.
 * - `malformed_header`: one of them cannot be read.
 * - `expired`: it was signed longer ago than is tolerated.
 * - `from_the_future`: it was signed later than is tolerated: one of the clocks is wrong.
 * - `wrong_signature`: none of the keys signed these bytes.
 * - `replayed`: it came before, and was handled: answer it as if it had not, or it is sent again.
 * - `body_used`: somebody has read the request's body already, so that its bytes are gone.
 * - `broke_off`: its body did not come whole; the API will send it again.
 * - `too_large`: its body is over the limit.
 * - `not_an_event`: its signature is right, and its body is no event.
 */
export type WebhookErrorCode =
  | 'missing_header'
  | 'malformed_header'
  | 'expired'
  | 'from_the_future'
  | 'wrong_signature'
  | 'replayed'
  | 'body_used'
  | 'broke_off'
  | 'too_large'
  | 'not_an_event'

const brand: unique symbol = Symbol.for('greenroom.webhook-error') as never

const statuses: Readonly<Partial<Record<WebhookErrorCode, number>>> = {
  replayed: 200,
  wrong_signature: 401,
  too_large: 413,
}

/** A webhook that must not be acted on. The message holds nothing of what came. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError'
  readonly code: WebhookErrorCode
  /** The status to answer with: 200 to what came before, so that it is not sent once more, else 4xx. */
  readonly status: number
  readonly [brand] = true

  constructor(code: WebhookErrorCode, message: string) {
    super(message)
    this.code = code
    this.status = statuses[code] ?? 400
  }
}

/** Whether a value is a {@link WebhookError}, also one of another copy of the package. */
export function isWebhookError(value: unknown): value is WebhookError {
  return typeof value === 'object' && value !== null && brand in value
}

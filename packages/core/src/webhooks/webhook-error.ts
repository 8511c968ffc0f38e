/**
 * Why a webhook was rejected.
 *
 * - `missing_header`: the signature or timestamp header is missing.
 * - `malformed_header`: the signature or timestamp header is malformed.
 * - `expired`: the timestamp is older than the tolerance.
 * - `from_the_future`: the timestamp is further ahead than the tolerance; one of the clocks is wrong.
 * - `wrong_signature`: the signature does not match any of the public keys.
 * - `replayed`: the event was already handled. Respond with 200, or the API sends it again.
 * - `pending`: another delivery of the event is being handled. Respond with 503: the API sends it again, in
 *   case the other delivery fails.
 * - `body_used`: something read the request's body before, such as a body parser, so it cannot be verified.
 * - `broke_off`: the body ended before it was complete. The API will send it again.
 * - `too_large`: the body exceeds 1 MiB.
 * - `not_an_event`: the body is not valid UTF-8, has no event type or is not a form; or a callback was sent
 *   by GET without `allowGet`.
 */
export type WebhookErrorCode =
  | 'missing_header'
  | 'malformed_header'
  | 'expired'
  | 'from_the_future'
  | 'wrong_signature'
  | 'replayed'
  | 'pending'
  | 'body_used'
  | 'broke_off'
  | 'too_large'
  | 'not_an_event'

const brand: unique symbol = Symbol.for('greenroom.webhook-error') as never

const statuses: Readonly<Partial<Record<WebhookErrorCode, number>>> = {
  replayed: 200,
  pending: 503,
  wrong_signature: 401,
  too_large: 413,
}

/** A webhook that must not be handled. The message contains nothing of the webhook's content. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError'
  /** Why the webhook was rejected. */
  readonly code: WebhookErrorCode
  /**
   * The HTTP status to respond with: 200 for a repeated event, so that the API does not send it again, 503
   * for one that is being handled, else 4xx.
   */
  readonly status: number
  readonly [brand] = true

  constructor(code: WebhookErrorCode, message: string) {
    super(message)
    this.code = code
    this.status = statuses[code] ?? 400
  }
}

/** Returns whether a value is a {@link WebhookError}, including one from another copy of the package. */
export function isWebhookError(value: unknown): value is WebhookError {
  return typeof value === 'object' && value !== null && brand in value
}

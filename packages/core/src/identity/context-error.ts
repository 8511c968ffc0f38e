/**
 * Why a context could not be verified.
 *
 * - `not_signed`: it is not a signed context, e.g. a plain name.
 * - `malformed`: it looks signed, but is not valid.
 * - `unknown_key`: it names a key that the gateway does not have.
 * - `wrong_signature`: the key that it names did not sign it.
 * - `wrong_audience`: it is from another gateway.
 * - `wrong_room`: it is for another room.
 * - `expired`: it had expired when it was used.
 * - `keys_unavailable`: it is not known yet whether the gateway has the key, because its keys could not be
 *   retrieved (see `cause`), or were last retrieved before the key was needed. Retry later.
 */
export type ContextErrorCode =
  | 'not_signed'
  | 'malformed'
  | 'unknown_key'
  | 'wrong_signature'
  | 'wrong_audience'
  | 'wrong_room'
  | 'expired'
  | 'keys_unavailable'

const brand: unique symbol = Symbol.for('greenroom.context-error') as never

const messages: Readonly<Record<ContextErrorCode, string>> = {
  not_signed: 'The context is not signed',
  malformed: 'The signed context is malformed',
  unknown_key: 'The context names a key that the gateway does not have',
  wrong_signature: 'The signature does not match the context',
  wrong_audience: 'The context is from another gateway',
  wrong_room: 'The context is for another room',
  expired: 'The context had expired when it was used',
  keys_unavailable: 'The key of the context has not been retrieved from the gateway yet',
}

/** Reports a context that could not be verified. The message contains nothing from the context. */
export class ContextError extends Error {
  override readonly name = 'ContextError'
  readonly code: ContextErrorCode
  readonly [brand] = true

  constructor(code: ContextErrorCode, cause?: unknown) {
    super(messages[code], { cause })
    this.code = code
  }
}

/** Returns whether a value is a {@link ContextError}, also from another copy of the package. */
export function isContextError(value: unknown): value is ContextError {
  return typeof value === 'object' && value !== null && brand in value
}

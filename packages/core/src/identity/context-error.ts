/**
 * Why a context tells nobody's identity.
 *
 * - `not_signed`: it is no signed context at all, such as a plain name.
 * - `malformed`: it looks like one, and cannot be read.
 * - `unknown_key`: it names a key that the gateway does not have.
 * - `wrong_signature`: the key that it names did not sign it.
 * - `wrong_audience`: it is of another gateway.
 * - `wrong_room`: it is for another room.
 * - `expired`: it had run out when it was used.
 * - `keys_unavailable`: the gateway's keys could not be had; see `cause`, and try again later.
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
  malformed: 'The signed context cannot be read',
  unknown_key: 'The context names a key that the gateway does not have',
  wrong_signature: 'The signature of the context does not belong to it',
  wrong_audience: 'The context is of another gateway',
  wrong_room: 'The context is for another room',
  expired: 'The context had run out when it was used',
  keys_unavailable: 'The keys of the gateway could not be had',
}

/** A context that tells nobody's identity. The message holds nothing of it. */
export class ContextError extends Error {
  override readonly name = 'ContextError'
  readonly code: ContextErrorCode
  readonly [brand] = true

  constructor(code: ContextErrorCode, cause?: unknown) {
    super(messages[code], { cause })
    this.code = code
  }
}

/** Whether a value is a {@link ContextError}, also one of another copy of the package. */
export function isContextError(value: unknown): value is ContextError {
  return typeof value === 'object' && value !== null && brand in value
}

import { GreenroomError, type Outcome } from '../errors.ts'

/**
 * Why there is no join token, for reasons other than a failed API call.
 *
 * - `unreadable`: `mint` or `refresh` resolved to something without a token.
 * - `no_lifetime`: the token does not state its lifetime, so it cannot be renewed in time. Final if it is the
 *   first token.
 * - `stale`: the token is not newer than the last, or has already expired: a cache between client and server
 *   keeps responses.
 * - `timeout`: `mint` or `refresh` did not settle in time.
 * - `thrown`: `mint` or `refresh` threw a value that is not an `Error`; it is the `cause`.
 * - `invalidated`, `disposed`: a token was requested, and the source was invalidated or disposed.
 */
export type JoinTokenErrorCode =
  | 'unreadable'
  | 'no_lifetime'
  | 'stale'
  | 'timeout'
  | 'thrown'
  | 'invalidated'
  | 'disposed'

/** Reports that there is no join token, for a reason other than a failed API call. */
export class JoinTokenError extends GreenroomError {
  override readonly name: string = 'JoinTokenError'
  declare readonly code: JoinTokenErrorCode

  constructor(code: JoinTokenErrorCode, message: string, outcome: Outcome = 'accepted', cause?: unknown) {
    super(message, { outcome, cause, code })
  }
}

/** The {@link JoinTokenError} with code `stale`: the response contains an old token. */
export class StaleTokenError extends JoinTokenError {
  override readonly name = 'StaleTokenError'

  constructor() {
    super('stale', 'The join token is old or has expired')
  }
}

import { GreenroomError, type Outcome } from '../errors.ts'

/**
 * What went wrong with a join token, other than a call.
 *
 * - `unreadable`: `mint` or `refresh` resolved to something without a token.
 * - `no_lifetime`: the token does not say how long it lives, so that nobody can renew it in time.
 * - `stale`: the token is not newer than the last, or is over already: something on the way keeps answers.
 * - `timeout`: `mint` or `refresh` did not settle in time.
 * - `thrown`: `mint` or `refresh` threw something that is no `Error`; it is the `cause`.
 * - `invalidated`, `disposed`: the token was asked for, and the source was told to give none.
 */
export type JoinTokenErrorCode =
  | 'unreadable'
  | 'no_lifetime'
  | 'stale'
  | 'timeout'
  | 'thrown'
  | 'invalidated'
  | 'disposed'

/** There is no join token, for a reason that no call tells. */
export class JoinTokenError extends GreenroomError {
  override readonly name: string = 'JoinTokenError'
  readonly code: JoinTokenErrorCode

  constructor(code: JoinTokenErrorCode, message: string, outcome: Outcome = 'accepted', cause?: unknown) {
    super(message, { outcome, cause })
    this.code = code
  }
}

/** The {@link JoinTokenError} of an answer that is an old one, `stale`. */
export class StaleTokenError extends JoinTokenError {
  override readonly name = 'StaleTokenError'

  constructor() {
    super('stale', 'The join token is an old one')
  }
}

/** What a signed-in user may do: the answer of `authorize`. */
export interface Grant {
  /** Who it is, in your own terms; refresh tokens are bound to it. */
  readonly user: string
  /** The longest life of a join token, in seconds; clamped to 10 to 3600. Default: 600. */
  readonly tokenTtlSecs?: number | undefined
  /** The longest time for which it can be refreshed, in seconds; clamped to 60 to 86400. Default: 3600. */
  readonly refreshTtlSecs?: number | undefined
  /** What is known of the user and may be shown to others in the room. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined
  /** The rooms that the user may see and enter. Default: all. */
  readonly rooms?: ((roomId: string) => boolean) | undefined
}

const denial: unique symbol = Symbol.for('greenroom.denial') as never

/** A refusal by `authorize`; made by {@link deny}. */
export interface Denial {
  readonly [denial]: true
  /** For your own logs; the page does not see it. */
  readonly reason: string
  readonly revoked: boolean
}

/**
 * Refuses a signed-in user: no new token, and a running call ends with the token it has. With
 * `revoked` the page is told to leave at once.
 *
 * @example
 * ```ts
 * import { deny } from '@greenroom/edge'
 *
 * const verdict = deny('banned by a moderator', { revoked: true })
 * ```
 */
export function deny(reason: string, options: { readonly revoked?: boolean } = {}): Denial {
  return { [denial]: true, reason, revoked: options.revoked ?? false }
}

/** Whether an answer of `authorize` is a {@link Denial}. */
export function isDenial(value: object): value is Denial {
  return denial in value
}

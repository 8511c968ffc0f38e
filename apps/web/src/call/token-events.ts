/** A token that came while somebody was in the room, or on the way in. It never holds the token itself. */
export interface TokenEvent {
  /** Counts from 1. */
  readonly number: number
  /** The first of a call was minted, the later ones renew it. */
  readonly kind: 'minted' | 'refreshed'
  /** When it came, in milliseconds since 1970. */
  readonly at: number
  /** How long it lives from then on, in milliseconds. */
  readonly lifeMs: number
  /** Whether the call has taken it. */
  readonly verdict: 'waiting' | 'accepted' | 'refused'
}

const longest = 50

/** Adds a token that came; the newest stands first, and the oldest of a long call are dropped. */
export function withToken(
  events: readonly TokenEvent[],
  { at, expiresAt }: { readonly at: number; readonly expiresAt: number },
): readonly TokenEvent[] {
  const number = (events[0]?.number ?? 0) + 1
  const kind = number === 1 ? 'minted' : 'refreshed'
  const event: TokenEvent = { number, kind, at, lifeMs: Math.max(0, expiresAt - at), verdict: 'waiting' }
  return [event, ...events].slice(0, longest)
}

/** Notes what became of the latest token. */
export function withVerdict(
  events: readonly TokenEvent[],
  verdict: TokenEvent['verdict'],
): readonly TokenEvent[] {
  const [latest, ...earlier] = events
  return latest === undefined ? events : [{ ...latest, verdict }, ...earlier]
}

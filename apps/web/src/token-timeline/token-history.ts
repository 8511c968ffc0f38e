import type { JoinTokenEvent } from '@greenroom/core/join-token'

/** The lifetime of one token. All times are in milliseconds since the Unix epoch. */
export interface TokenLifetime {
  /** How the tab obtained the token: by an API call, or from another tab (`shared`). */
  readonly kind: 'minted' | 'refreshed' | 'shared'
  readonly from: number
  /** When the token is due for renewal. */
  readonly dueAt: number
  readonly expiresAt: number
  /** When the token was replaced or discarded; undefined while it is in use. */
  readonly usedUntil: number | undefined
}

/** An event at one point in time. */
export interface TimelineMarker {
  readonly kind: 'failed' | 'lost' | 'paused'
  readonly at: number
  /** When the next attempt starts, after a transient failure. */
  readonly retryAt?: number | undefined
  /** The index of the lifetime in which the event occurred; -1 before the first token. */
  readonly lifetime: number
}

/** A period without a valid token, after a token was lost. */
export interface TokenGap {
  readonly from: number
  /** Undefined while the gap lasts. */
  readonly to: number | undefined
}

/** The history of a room's join token. */
export interface TokenHistory {
  readonly lifetimes: readonly TokenLifetime[]
  readonly markers: readonly TimelineMarker[]
  readonly gaps: readonly TokenGap[]
}

/** Builds the history of a token from its events. */
export function buildTokenHistory(events: readonly JoinTokenEvent[]): TokenHistory {
  const lifetimes: TokenLifetime[] = []
  const markers: TimelineMarker[] = []
  const gaps: TokenGap[] = []
  const endLifetime = (at: number) => {
    const last = lifetimes.at(-1)
    if (last && last.usedUntil === undefined) {
      lifetimes[lifetimes.length - 1] = { ...last, usedUntil: Math.min(at, last.expiresAt) }
    }
  }
  const endGap = (to: number) => {
    const last = gaps.at(-1)
    if (last && last.to === undefined) gaps[gaps.length - 1] = { ...last, to }
  }

  for (const event of events) {
    const { type, at } = event
    if (type === 'minted' || type === 'refreshed' || type === 'shared') {
      endLifetime(at)
      endGap(at)
      lifetimes.push({
        kind: type,
        from: at,
        dueAt: event.dueAt,
        expiresAt: event.expiresAt,
        usedUntil: undefined,
      })
      continue
    }
    if (type === 'lost') {
      endLifetime(at)
      gaps.push({ from: at, to: undefined })
    }
    if (type === 'rested') {
      // The source has no consumers any more, so the time without a token is not a gap.
      endLifetime(at)
      endGap(at)
      continue
    }
    const retryAt = type === 'failed' ? event.retryAt : undefined
    markers.push({ kind: type, at, retryAt, lifetime: lifetimes.length - 1 })
  }
  return { lifetimes, markers, gaps }
}

/** Returns the latest part of a history, with at most `count` lifetimes. */
export function takeLatest({ lifetimes, markers, gaps }: TokenHistory, count: number): TokenHistory {
  const dropped = Math.max(0, lifetimes.length - count)
  const since = dropped === 0 ? Number.NEGATIVE_INFINITY : (lifetimes[dropped]?.from ?? 0)
  return {
    lifetimes: lifetimes.slice(dropped),
    markers: markers
      .filter(({ at }) => at >= since)
      .map((marker) => ({ ...marker, lifetime: marker.lifetime - dropped })),
    gaps: gaps.filter(({ to }) => to === undefined || to > since),
  }
}

/** Returns the time range of a chart: the whole history, now, and all known future times, with a margin. */
export function getTimeRange(
  { lifetimes, markers, gaps }: TokenHistory,
  now: number,
): readonly [from: number, to: number] {
  const times = [
    now,
    ...lifetimes.flatMap(({ from, expiresAt }) => [from, expiresAt]),
    ...markers.flatMap(({ at, retryAt = at }) => [at, retryAt]),
    ...gaps.map(({ from }) => from),
  ]
  const from = Math.min(...times)
  const to = Math.max(...times)
  const margin = Math.max(1_000, (to - from) * 0.03)
  return [from - margin, to + margin]
}

import type { JoinTokenEvent } from '@greenroom/core/join-token'

/** One token's lifetime on the time axis; all moments are in milliseconds since 1970. */
export interface TokenLifetime {
  /** How it came: by a call of this tab, or from another. */
  readonly kind: 'minted' | 'refreshed' | 'shared'
  readonly from: number
  /** When its lead begins: from then on it is to be renewed. */
  readonly dueAt: number
  readonly expiresAt: number
  /** When another took its place, or it was given up; undefined while it is in use. */
  readonly usedUntil: number | undefined
}

/** Something that happened at a moment. */
export interface TimelineMarker {
  readonly kind: 'failed' | 'lost' | 'paused'
  readonly at: number
  /** When the next attempt comes, after a failure that is not final. */
  readonly retryAt?: number | undefined
  /** Which lifetime it fell into, as an index; -1 where there was none yet. */
  readonly lifetime: number
}

/** A stretch of time without a token that works, once there had been one. */
export interface TokenGap {
  readonly from: number
  /** Undefined while it goes on. */
  readonly to: number | undefined
}

/** A token's history, laid out in time. */
export interface TokenHistory {
  readonly lifetimes: readonly TokenLifetime[]
  readonly markers: readonly TimelineMarker[]
  readonly gaps: readonly TokenGap[]
}

/** Lays out what happened to a token. */
export function buildTokenHistory(events: readonly JoinTokenEvent[]): TokenHistory {
  const lifetimes: TokenLifetime[] = []
  const markers: TimelineMarker[] = []
  const gaps: TokenGap[] = []
  const endLife = (at: number) => {
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
      endLife(at)
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
      endLife(at)
      gaps.push({ from: at, to: undefined })
    }
    if (type === 'rested') {
      // Nobody wanted one any more: what follows is no gap.
      endLife(at)
      endGap(at)
      continue
    }
    const retryAt = type === 'failed' ? event.retryAt : undefined
    markers.push({ kind: type, at, retryAt, lifetime: lifetimes.length - 1 })
  }
  return { lifetimes, markers, gaps }
}

/** The takeLatest part of a history, with no more than so many lifetimes. */
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

/** From when to when a history is to be shown: all of it, now, and what is known of the future. */
export function getTimeRange(
  { lifetimes, markers, gaps }: TokenHistory,
  now: number,
): readonly [from: number, to: number] {
  const moments = [
    now,
    ...lifetimes.flatMap(({ from, expiresAt }) => [from, expiresAt]),
    ...markers.flatMap(({ at, retryAt = at }) => [at, retryAt]),
    ...gaps.map(({ from }) => from),
  ]
  const from = Math.min(...moments)
  const to = Math.max(...moments)
  const room = Math.max(1_000, (to - from) * 0.03)
  return [from - room, to + room]
}

import type { JoinTokenEvent } from '@greenroom/core/join-token'

/** One token's life on the time axis; all moments are in milliseconds since 1970. */
export interface Life {
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
export interface Mark {
  readonly kind: 'failed' | 'lost' | 'paused'
  readonly at: number
  /** When the next attempt comes, after a failure that is not final. */
  readonly retryAt?: number | undefined
  /** Which life it fell into, as an index; -1 where there was none yet. */
  readonly life: number
}

/** A stretch of time without a token that works, once there had been one. */
export interface Gap {
  readonly from: number
  /** Undefined while it goes on. */
  readonly to: number | undefined
}

/** A token's story, laid out in time. */
export interface Story {
  readonly lives: readonly Life[]
  readonly marks: readonly Mark[]
  readonly gaps: readonly Gap[]
}

/** Lays out what happened to a token. */
export function storyOf(events: readonly JoinTokenEvent[]): Story {
  const lives: Life[] = []
  const marks: Mark[] = []
  const gaps: Gap[] = []
  const endLife = (at: number) => {
    const last = lives.at(-1)
    if (last && last.usedUntil === undefined) {
      lives[lives.length - 1] = { ...last, usedUntil: Math.min(at, last.expiresAt) }
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
      lives.push({
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
    marks.push({ kind: type, at, retryAt, life: lives.length - 1 })
  }
  return { lives, marks, gaps }
}

/** The latest part of a story, with no more than so many lives. */
export function latest({ lives, marks, gaps }: Story, count: number): Story {
  const dropped = Math.max(0, lives.length - count)
  const since = dropped === 0 ? Number.NEGATIVE_INFINITY : (lives[dropped]?.from ?? 0)
  return {
    lives: lives.slice(dropped),
    marks: marks.filter(({ at }) => at >= since).map((mark) => ({ ...mark, life: mark.life - dropped })),
    gaps: gaps.filter(({ to }) => to === undefined || to > since),
  }
}

/** From when to when a story is to be shown: all of it, now, and what is known of the future. */
export function spanOf({ lives, marks, gaps }: Story, now: number): readonly [from: number, to: number] {
  const moments = [
    now,
    ...lives.flatMap(({ from, expiresAt }) => [from, expiresAt]),
    ...marks.flatMap(({ at, retryAt = at }) => [at, retryAt]),
    ...gaps.map(({ from }) => from),
  ]
  const from = Math.min(...moments)
  const to = Math.max(...moments)
  const room = Math.max(1_000, (to - from) * 0.03)
  return [from - room, to + room]
}

import type { RoomSession } from '@greenroom/core/video'

/** A stretch of time, in milliseconds since 1970. */
export interface Span {
  readonly id: string
  readonly from: number
  readonly to: number
  readonly isOpen: boolean
}

/** A session in time, with who was there when. */
export interface SessionSpan extends Span {
  readonly participants: readonly Span[]
}

/** Lays sessions out in time; those whose beginning is not times are left out. */
export function computeSessionSpans(sessions: readonly RoomSession[], now: number): readonly SessionSpan[] {
  return sessions.flatMap(({ id, created_at: from, ended_at: to, participants }) => {
    const span = toSpan(id, from, to, now)
    if (span === undefined) return []
    const stays = (participants ?? []).flatMap((participant) => {
      const stay = toSpan(participant.id, participant.joined_at, participant.left_at ?? to, now)
      return stay === undefined ? [] : [stay]
    })
    return [{ ...span, participants: stays.sort((a, b) => a.from - b.from) }]
  })
}

/** The latest moment that sessions tell of, in milliseconds since 1970: by their clock it is this late at least. */
export function findLatestTime(sessions: readonly RoomSession[]): number {
  const times = sessions.flatMap(({ created_at: from, ended_at: to, participants }) => [
    from,
    to,
    ...(participants ?? []).flatMap((one) => [one.joined_at, one.left_at]),
  ])
  return Math.max(0, ...times.map((iso) => Date.parse(iso ?? '') || 0))
}

function toSpan(
  id: string,
  fromIso: string | null | undefined,
  toIso: string | null | undefined,
  now: number,
): Span | undefined {
  const from = Date.parse(fromIso ?? '')
  if (Number.isNaN(from)) return undefined
  const end = Date.parse(toIso ?? '')
  const isOpen = Number.isNaN(end)
  // A server whose clock is ahead of ours has things begin in our future.
  return { id, from, to: Math.max(from, isOpen ? now : end), isOpen }
}

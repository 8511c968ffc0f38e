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
  readonly people: readonly Span[]
}

/** Lays sessions out in time; those whose beginning is not told are left out. */
export function sessionSpans(sessions: readonly RoomSession[], now: number): readonly SessionSpan[] {
  return sessions.flatMap(({ id, created_at: from, ended_at: to, participants }) => {
    const span = spanOf(id, from, to, now)
    if (span === undefined) return []
    const people = (participants ?? []).flatMap((one) => {
      const stay = spanOf(one.id, one.joined_at, one.left_at ?? to, now)
      return stay === undefined ? [] : [stay]
    })
    return [{ ...span, people: people.sort((one, other) => one.from - other.from) }]
  })
}

/** The latest moment that sessions tell of, in milliseconds since 1970: by their clock it is this late at least. */
export function latestMoment(sessions: readonly RoomSession[]): number {
  const told = sessions.flatMap(({ created_at: from, ended_at: to, participants }) => [
    from,
    to,
    ...(participants ?? []).flatMap((one) => [one.joined_at, one.left_at]),
  ])
  return Math.max(0, ...told.map((iso) => Date.parse(iso ?? '') || 0))
}

function spanOf(
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

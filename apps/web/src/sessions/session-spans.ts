import type { RoomSession } from '@greenroom/core/video'

/** A time span, in milliseconds since the Unix epoch. */
export interface Span {
  readonly id: string
  readonly from: number
  readonly to: number
  readonly isOpen: boolean
}

/** The time span of a session, with the stays of its participants. */
export interface SessionSpan extends Span {
  readonly participants: readonly Span[]
}

/** Returns the time spans of sessions, leaving out sessions without a valid start time. */
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

/**
 * Returns the latest time in the sessions, in milliseconds since the Unix epoch. The server's clock is at
 * least this late, even if the local clock is behind.
 */
export function findLatestTime(sessions: readonly RoomSession[]): number {
  const times = sessions.flatMap(({ created_at: from, ended_at: to, participants }) => [
    from,
    to,
    ...(participants ?? []).flatMap((participant) => [participant.joined_at, participant.left_at]),
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
  // With a server clock ahead of the local one, a span can start in the future.
  return { id, from, to: Math.max(from, isOpen ? now : end), isOpen }
}

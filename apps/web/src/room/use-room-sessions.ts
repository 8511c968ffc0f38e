import type { RoomParticipant, RoomSession } from '@greenroom/core/video'
import { useSessions } from '@greenroom/react'
import { pollEvery } from '../api/poll.ts'

/** What a room's page knows of who meets in it. */
export interface RoomSessions {
  /** Newest first; undefined until they have come. */
  readonly sessions: readonly RoomSession[] | undefined
  /** How many there are in all. */
  readonly total: number
  /** Everybody in these sessions. */
  readonly participants: readonly RoomParticipant[]
  /** Whether a session goes on; undefined until they have come. */
  readonly isActive: boolean | undefined
  readonly error: Error | null
}

/** The latest sessions of a room, with who is in them, kept up to date. */
export function useRoomSessions(roomId: string, size: number): RoomSessions {
  const { data, error } = useSessions(
    { room_id: roomId, include_participants: true, page: { size } },
    { refetchInterval: pollEvery(3_000) },
  )
  const sessions = data?.data
  return {
    sessions,
    total: data?.meta.total_results ?? sessions?.length ?? 0,
    participants: sessions?.flatMap(({ participants }) => participants ?? []) ?? [],
    isActive: sessions?.some(isGoingOn),
    error,
  }
}

/** Whether somebody is in a session now. */
export function isGoingOn({ active, ended_at: endedAt }: RoomSession): boolean {
  return active ?? !endedAt
}

import type { RoomParticipant, RoomSession } from '@greenroom/core/video'
import { useSessions } from '@greenroom/react'
import { keepPreviousData } from '@tanstack/react-query'
import { pollEvery } from '../api/poll.ts'

/** What a room's page knows of who meets in it. */
export interface RoomSessions {
  /** Newest first; undefined until they have come. */
  readonly sessions: readonly RoomSession[] | undefined
  /** How many there are in all. */
  readonly total: number
  /** Everybody in these sessions. */
  readonly participants: readonly RoomParticipant[]
  /** The session that goes on, if one does. */
  readonly activeId: string | undefined
  /** Whether a session goes on; undefined until they have come. */
  readonly isActive: boolean | undefined
  readonly error: Error | null
  /** Asks anew, ahead of the next poll. */
  readonly refetch: () => unknown
}

/** The latest sessions of a room, with who is in them, kept up to date. */
export function useRoomSessions(roomId: string, size: number): RoomSessions {
  const { data, error, refetch } = useSessions(
    { room_id: roomId, include_participants: true, page: { size } },
    { refetchInterval: pollEvery(3_000), placeholderData: keepPreviousData },
  )
  const sessions = data?.data
  return {
    sessions,
    total: data?.meta.total_results ?? sessions?.length ?? 0,
    participants: sessions?.flatMap(({ participants }) => participants ?? []) ?? [],
    activeId: sessions?.find(isSessionActive)?.id,
    isActive: sessions?.some(isSessionActive),
    error,
    refetch,
  }
}

/** Whether somebody is in a session now. */
export function isSessionActive({ active, ended_at: endedAt }: RoomSession): boolean {
  return active ?? !endedAt
}

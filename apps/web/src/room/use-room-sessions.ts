import type { RoomParticipant, RoomSession } from '@greenroom/core/video'
import { useSessions } from '@greenroom/react'
import { keepPreviousData } from '@tanstack/react-query'
import { usePoll } from '../api/use-poll.ts'

/** The sessions of a room, for its page. */
export interface RoomSessions {
  /** Newest first; undefined until they are loaded. */
  readonly sessions: readonly RoomSession[] | undefined
  /** The total number of sessions. */
  readonly total: number
  /** All participants of these sessions. */
  readonly participants: readonly RoomParticipant[]
  /** The id of the active session, if there is one. */
  readonly activeId: string | undefined
  /** Whether a session is active; undefined until they are loaded. */
  readonly isActive: boolean | undefined
  readonly error: Error | null
  /** Refetches before the next poll. */
  readonly refetch: () => unknown
}

/** Returns the latest sessions of a room with their participants, and keeps them up to date. */
export function useRoomSessions(roomId: string, size: number): RoomSessions {
  const { data, error, refetch } = useSessions(
    { room_id: roomId, include_participants: true, page: { size } },
    { refetchInterval: usePoll(3_000), placeholderData: keepPreviousData },
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

/** Whether a session is in progress. */
export function isSessionActive({ active, ended_at: endedAt }: RoomSession): boolean {
  return active ?? !endedAt
}

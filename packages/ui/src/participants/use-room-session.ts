import type { RoomParticipant } from '@greenroom/core/video'
import { useSessions, useUpdates } from '@greenroom/react'
import { useEffect } from 'react'

/** What the API knows about the active session of a room. */
export interface RoomSessionInfo {
  /** The id of the session; undefined while it is unknown, or if the gateway does not expose it. */
  readonly sessionId: string | undefined
  readonly participants: readonly RoomParticipant[]
}

const none: readonly RoomParticipant[] = []

/**
 * Returns the active session of a room, with the records of its participants. It is queried when the number
 * of participants changes, unless the provider's updates report that.
 *
 * @param participantCount How many participants are in the call; nothing is queried while there are none.
 */
export function useRoomSession(roomId: string, participantCount: number, enabled: boolean): RoomSessionInfo {
  const isJoined = participantCount > 0
  const isUpdated = useUpdates() === 'open'
  const { data, refetch } = useSessions(
    { room_id: roomId, filter: { active: true }, include_participants: true },
    { enabled: enabled && isJoined, retry: false },
  )
  const session = data?.data[0]
  const isKnown = session?.participants?.filter(({ left_at }) => !left_at).length === participantCount
  useEffect(() => {
    if (!enabled || participantCount === 0 || isUpdated || isKnown) return undefined
    // The API lists a participant a moment after they joined.
    const timer = setTimeout(() => void refetch(), refetchMs)
    return () => clearTimeout(timer)
  }, [enabled, participantCount, isUpdated, isKnown, refetch])
  return { sessionId: session?.id, participants: session?.participants ?? none }
}

const refetchMs = 1_000

import { contextKeysFrom, type MarkedParticipant, markParticipants } from '@greenroom/core/identity'
import type { RoomParticipant } from '@greenroom/core/video'
import { useGreenroom } from '@greenroom/react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { telnyx } from '../api/clients.ts'

/** Participants with the result of verifying their signed context, by id. */
export type MarkedParticipants = ReadonlyMap<string, MarkedParticipant<RoomParticipant>>

const keys = contextKeysFrom(telnyx)
const noMarks: MarkedParticipants = new Map()

/** `contextKeysFrom` looks keys up at most once in this time. */
const keysAgainMs = 30_000

function isKeyMissing(mark: MarkedParticipant<RoomParticipant>): boolean {
  return 'error' in mark && mark.error.code === 'keys_unavailable'
}

/** Verifies the signed contexts of the participants who are in the room, and returns their marks by id. */
export function useParticipantMarks(
  roomId: string,
  participants: readonly RoomParticipant[],
): MarkedParticipants {
  const { scope } = useGreenroom()
  const present = participants.filter(({ left_at: leftAt }) => !leftAt)
  const { data } = useQuery({
    queryKey: ['marks', scope, roomId, present.map(({ id }) => id)],
    queryFn: () => markParticipants(present, { keys, audience: location.origin, roomId }),
    enabled: present.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    // A key that was not available yet, as right after a rotation, is looked up again.
    refetchInterval: (query) => (query.state.data?.some(isKeyMissing) ? keysAgainMs : false),
    placeholderData: keepPreviousData,
  })
  return useMemo(() => (data ? new Map(data.map((mark) => [mark.participant.id, mark])) : noMarks), [data])
}

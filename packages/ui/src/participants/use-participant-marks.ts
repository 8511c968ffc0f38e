import type { Client } from '@greenroom/core'
import type { FindContextKey } from '@greenroom/core/identity'
import type { RoomParticipant } from '@greenroom/core/video'
import { useGreenroom } from '@greenroom/react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ParticipantMark } from './mark-badge.tsx'

/** Marks by participant id. A participant who has just joined is missing at first. */
export type ParticipantMarks = ReadonlyMap<string, ParticipantMark>

const noMarks: ParticipantMarks = new Map()

/** Each client looks its gateway's keys up once. */
const keysOf = new WeakMap<Client, FindContextKey>()

/** `contextKeysFrom` looks keys up at most once in this time. */
const keysAgainMs = 30_000

interface Result {
  readonly marks: ParticipantMarks
  /** Whether a key was not available yet, as right after a rotation. */
  readonly isKeyMissing: boolean
}

/**
 * Verifies the signed contexts of the present participants, and returns their marks. The code for it is
 * loaded when the first signed context appears.
 *
 * @param participants The records of the API, which know when each one joined.
 */
export function useParticipantMarks(
  roomId: string,
  participants: readonly RoomParticipant[],
): ParticipantMarks {
  const { client, scope } = useGreenroom()
  const present = participants.filter(({ left_at: leftAt }) => !leftAt)
  const { data } = useQuery({
    queryKey: ['greenroom', 'marks', scope, roomId, present.map(({ id }) => id)],
    queryFn: () => findMarks(client, roomId, present),
    enabled: present.some(({ context }) => isSigned(context ?? '')),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.data?.isKeyMissing ? keysAgainMs : false),
    placeholderData: keepPreviousData,
  })
  return useMemo(() => data?.marks ?? noMarks, [data])
}

async function findMarks(
  client: Client,
  roomId: string,
  present: readonly RoomParticipant[],
): Promise<Result> {
  const { contextKeysFrom, markParticipants } = await import('@greenroom/core/identity')
  const keys = keysOf.get(client) ?? contextKeysFrom(client)
  keysOf.set(client, keys)
  const marked = await markParticipants(present, { keys, audience: location.origin, roomId })
  return {
    marks: new Map(marked.map(({ participant, mark }) => [participant.id, mark])),
    isKeyMissing: marked.some((entry) => 'error' in entry && entry.error.code === 'keys_unavailable'),
  }
}

/** Whether a context has the form of a signed one. */
function isSigned(context: string): boolean {
  return /^eyJ[\w-]*\.[\w-]+\.[\w-]+$/.test(context)
}

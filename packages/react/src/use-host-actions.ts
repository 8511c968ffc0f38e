import type { ActionResult, EndInput, ParticipantsInput } from '@greenroom/core/video/room-sessions'
import * as roomSessions from '@greenroom/core/video/room-sessions'
import * as rooms from '@greenroom/core/video/rooms'
import { skipToken, type UseMutationResult, useQuery } from '@tanstack/react-query'
import { changeMuted, mutedKey } from './muted.ts'
import { useGreenroom } from './provider.tsx'
import { type QuerySetup, queryKey } from './query/query-key.ts'
import { type MutationHookOptions, useEndpointMutation } from './use-endpoint.ts'

const ofSession = (setup: QuerySetup, { room_session_id }: EndInput) =>
  queryKey(roomSessions.retrieve, { room_session_id }, setup)

const aboutSession = { stale: (setup: QuerySetup, input: EndInput) => [ofSession(setup, input)] }

/** Rooms show their sessions, too. */
const ofAllSessions = (setup: QuerySetup) => [
  queryKey(roomSessions.list, {}, setup),
  queryKey(rooms.list, {}, setup),
]

/**
 * Ends a session; it shows as over at once, and is taken back when the call fails. Makes stale: everything about
 * sessions and rooms.
 *
 * @example
 * ```tsx
 * import { useEndSession } from '@greenroom/react'
 *
 * export function End({ session }: { session: string }) {
 *   const { mutate } = useEndSession()
 *   return <button onClick={() => mutate({ room_session_id: session })}>End for everybody</button>
 * }
 * ```
 */
export function useEndSession(
  options?: MutationHookOptions<ActionResult, EndInput>,
): UseMutationResult<ActionResult, Error, EndInput> {
  return useEndpointMutation(
    roomSessions.end,
    {
      stale: ofAllSessions,
      optimistic: (setup, { room_session_id }) => [
        ...ofAllSessions(setup).map((key) => ({
          key,
          where: ({ id }: { readonly id?: unknown }) => id === room_session_id,
          set: { active: false },
        })),
        {
          key: queryKey(rooms.list, {}, setup),
          where: ({ active_session_id: id }) => id === room_session_id,
          set: { active_session_id: null },
        },
      ],
    },
    options,
  )
}

/**
 * Puts participants out; they show as gone at once, and are back when the call fails. Makes stale: the session and
 * its participants.
 *
 * @example
 * ```tsx
 * import { useKickParticipants } from '@greenroom/react'
 *
 * export function Kick({ session, participant }: { session: string; participant: string }) {
 *   const { mutate, isPending } = useKickParticipants()
 *   const kick = () => mutate({ room_session_id: session, participants: [participant] })
 *   return <button disabled={isPending} onClick={kick}>Put out</button>
 * }
 * ```
 */
export function useKickParticipants(
  options?: MutationHookOptions<ActionResult, ParticipantsInput>,
): UseMutationResult<ActionResult, Error, ParticipantsInput> {
  return useEndpointMutation(
    roomSessions.kick,
    {
      ...aboutSession,
      optimistic: (setup, input) => {
        const { room_session_id, participants = [], exclude = [] } = input
        return [
          {
            key: ofSession(setup, input),
            where: ({ id, left_at }) =>
              !left_at &&
              typeof id === 'string' &&
              id !== room_session_id &&
              (participants === 'all' || participants.includes(id)) &&
              !exclude.includes(id),
            set: { left_at: new Date().toISOString() },
          },
        ]
      },
    },
    options,
  )
}

/**
 * Silences participants; {@link useMutedParticipants} tells of it at once, and no longer when the call fails. Makes
 * stale: the session and its participants.
 */
export function useMuteParticipants(
  options?: MutationHookOptions<ActionResult, ParticipantsInput>,
): UseMutationResult<ActionResult, Error, ParticipantsInput> {
  return useEndpointMutation(roomSessions.mute, { ...aboutSession, optimistic: changeMuted(true) }, options)
}

/** Takes {@link useMuteParticipants} back, and is taken back itself when the call fails. Makes stale: as that. */
export function useUnmuteParticipants(
  options?: MutationHookOptions<ActionResult, ParticipantsInput>,
): UseMutationResult<ActionResult, Error, ParticipantsInput> {
  return useEndpointMutation(
    roomSessions.unmute,
    { ...aboutSession, optimistic: changeMuted(false) },
    options,
  )
}

/**
 * Tells whom this app has silenced in a session, by their ids: the API keeps it to itself. What other hosts do, and
 * people themselves, is not in it.
 *
 * @example
 * ```tsx
 * import { useMutedParticipants, useMuteParticipants, useUnmuteParticipants } from '@greenroom/react'
 *
 * export function MuteButton({ session, participant }: { session: string; participant: string }) {
 *   const isMuted = useMutedParticipants(session).includes(participant)
 *   const mute = useMuteParticipants()
 *   const unmute = useUnmuteParticipants()
 *   const toggle = () =>
 *     (isMuted ? unmute : mute).mutate({ room_session_id: session, participants: [participant] })
 *   return <button aria-pressed={isMuted} onClick={toggle}>Mute</button>
 * }
 * ```
 */
export function useMutedParticipants(sessionId: string): readonly string[] {
  const setup = useGreenroom()
  return (
    useQuery<readonly string[]>({
      queryKey: mutedKey(setup, sessionId),
      queryFn: skipToken,
      initialData: [],
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: Number.POSITIVE_INFINITY,
    }).data ?? []
  )
}

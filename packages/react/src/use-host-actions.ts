import type { ActionResult, EndInput, ParticipantsInput } from '@greenroom/core/video/room-sessions'
import * as roomSessions from '@greenroom/core/video/room-sessions'
import * as rooms from '@greenroom/core/video/rooms'
import { type SkipToken, skipToken, type UseMutationResult, useQuery } from '@tanstack/react-query'
import { changeMuted, mutedKey } from './muted.ts'
import { useGreenroom } from './provider.tsx'
import { type QuerySetup, queryKey } from './query/query-key.ts'
import { type MutationHookOptions, useEndpointMutation } from './use-endpoint.ts'

const sessionKey = (setup: QuerySetup, { room_session_id }: EndInput) =>
  queryKey(roomSessions.retrieve, { room_session_id }, setup)

const sessionEffects = { stale: (setup: QuerySetup, input: EndInput) => [sessionKey(setup, input)] }

/** Returns the keys of all sessions, and of rooms, which contain their sessions. */
const allSessionKeys = (setup: QuerySetup) => [
  queryKey(roomSessions.list, {}, setup),
  queryKey(rooms.list, {}, setup),
]

/**
 * Ends a session. The cache shows it as over at once, and reverts when the call fails. Invalidates all
 * sessions and rooms.
 *
 * @example
 * ```tsx
 * import { useEndSession } from '@greenroom/react'
 *
 * export function End({ session }: { session: string }) {
 *   const { mutate } = useEndSession()
 *   return <button onClick={() => mutate({ room_session_id: session })}>End for all</button>
 * }
 * ```
 */
export function useEndSession(
  options?: MutationHookOptions<ActionResult, EndInput>,
): UseMutationResult<ActionResult, Error, EndInput> {
  return useEndpointMutation(
    roomSessions.end,
    {
      stale: allSessionKeys,
      optimistic: (setup, { room_session_id }) => [
        ...allSessionKeys(setup).map((key) => ({
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
 * Removes participants from a session. The cache shows them as gone at once, and reverts when the call fails.
 * Invalidates the session and its participants.
 *
 * @example
 * ```tsx
 * import { useKickParticipants } from '@greenroom/react'
 *
 * export function Kick({ session, participant }: { session: string; participant: string }) {
 *   const { mutate, isPending } = useKickParticipants()
 *   const kick = () => mutate({ room_session_id: session, participants: [participant] })
 *   return <button disabled={isPending} onClick={kick}>Remove</button>
 * }
 * ```
 */
export function useKickParticipants(
  options?: MutationHookOptions<ActionResult, ParticipantsInput>,
): UseMutationResult<ActionResult, Error, ParticipantsInput> {
  return useEndpointMutation(
    roomSessions.kick,
    {
      ...sessionEffects,
      optimistic: (setup, input) => {
        const { room_session_id, participants = [], exclude = [] } = input
        return [
          {
            key: sessionKey(setup, input),
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
 * Mutes participants. {@link useMutedParticipants} includes them at once, and reverts when the call fails.
 * Invalidates the session and its participants.
 */
export function useMuteParticipants(
  options?: MutationHookOptions<ActionResult, ParticipantsInput>,
): UseMutationResult<ActionResult, Error, ParticipantsInput> {
  return useEndpointMutation(roomSessions.mute, { ...sessionEffects, optimistic: changeMuted(true) }, options)
}

/**
 * Unmutes participants. {@link useMutedParticipants} drops them at once, and reverts when the call fails.
 * Invalidates the session and its participants.
 */
export function useUnmuteParticipants(
  options?: MutationHookOptions<ActionResult, ParticipantsInput>,
): UseMutationResult<ActionResult, Error, ParticipantsInput> {
  return useEndpointMutation(
    roomSessions.unmute,
    { ...sessionEffects, optimistic: changeMuted(false) },
    options,
  )
}

/**
 * Returns the ids of the participants that this app has muted in a session. The API does not report who is
 * muted, so participants muted by other hosts or by themselves are not included. Without a session there are
 * none.
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
export function useMutedParticipants(sessionId: string | null | undefined | SkipToken): readonly string[] {
  const setup = useGreenroom()
  const id = typeof sessionId === 'string' ? sessionId : ''
  return (
    useQuery<readonly string[]>({
      queryKey: mutedKey(setup, id),
      queryFn: skipToken,
      initialData: [],
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: Number.POSITIVE_INFINITY,
    }).data ?? []
  )
}

import type { ActionResult, EndInput, ParticipantsInput } from '@greenroom/core/video/room-sessions'
import * as roomSessions from '@greenroom/core/video/room-sessions'
import * as rooms from '@greenroom/core/video/rooms'
import type { UseMutationResult } from '@tanstack/react-query'
import { type QuerySetup, queryKey } from './query/query-key.ts'
import { type MutationHookOptions, useEndpointMutation } from './use-endpoint.ts'

const ofSession = (setup: QuerySetup, { room_session_id }: EndInput) => [
  queryKey(roomSessions.retrieve, { room_session_id }, setup),
]

/** Rooms show their sessions, too. */
const ofAllSessions = (setup: QuerySetup) => [
  queryKey(roomSessions.list, {}, setup),
  queryKey(rooms.list, {}, setup),
]

/**
 * Ends a session; it shows as over at once, and is taken back when the call fails. Makes stale: everything about
 * sessions and rooms.
 */
export function useEndSession(
  options?: MutationHookOptions<ActionResult, EndInput>,
): UseMutationResult<ActionResult, Error, EndInput> {
  return useEndpointMutation(
    roomSessions.end,
    {
      stale: ofAllSessions,
      optimistic: (setup, { room_session_id }) =>
        ofAllSessions(setup).map((key) => ({
          key,
          where: ({ id }) => id === room_session_id,
          set: { active: false },
        })),
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
      stale: ofSession,
      optimistic: (setup, { room_session_id, participants = [], exclude = [] }) => {
        const isMeant = (id: unknown) =>
          (participants === 'all' || participants.some((one) => one === id)) &&
          !exclude.some((one) => one === id)
        return [
          {
            key: queryKey(roomSessions.listParticipants, { room_session_id }, setup),
            where: ({ id, left_at }) => !left_at && isMeant(id),
            set: { left_at: new Date().toISOString() },
          },
        ]
      },
    },
    options,
  )
}

/** Silences participants. The API does not tell who is muted. Makes stale: the session and its participants. */
export function useMuteParticipants(
  options?: MutationHookOptions<ActionResult, ParticipantsInput>,
): UseMutationResult<ActionResult, Error, ParticipantsInput> {
  return useEndpointMutation(roomSessions.mute, { stale: ofSession }, options)
}

/** Takes {@link useMuteParticipants} back. Makes stale: the session and its participants. */
export function useUnmuteParticipants(
  options?: MutationHookOptions<ActionResult, ParticipantsInput>,
): UseMutationResult<ActionResult, Error, ParticipantsInput> {
  return useEndpointMutation(roomSessions.unmute, { stale: ofSession }, options)
}

import type { Page } from '@greenroom/core'
import type { RoomParticipant, RoomSession } from '@greenroom/core/video'
import type {
  ListByRoomInput,
  ListParticipantsInput,
  RetrieveInput,
} from '@greenroom/core/video/room-sessions'
import * as roomSessions from '@greenroom/core/video/room-sessions'
import { useQueryClient } from '@tanstack/react-query'
import { type LiveOption, participantsInterval, sessionInterval } from './live-interval.ts'
import { useGreenroom } from './provider.tsx'
import { type PendingId, queryKey } from './query/query-key.ts'
import {
  createInfiniteQueryHook,
  createQueryHook,
  createSuspenseInfiniteQueryHook,
  createSuspenseQueryHook,
  type InfiniteQueryHook,
  type QueryHook,
  type SuspenseInfiniteQueryHook,
  type SuspenseQueryHook,
} from './query-hooks.ts'

const list = {
  endpoint: roomSessions.listByRoom,
  id: 'room_id' as const,
}
const retrieve = {
  endpoint: roomSessions.retrieve,
  id: 'room_session_id' as const,
  useInterval: () => sessionInterval,
  isUpdated: true,
}
const listParticipants = {
  endpoint: roomSessions.listParticipants,
  id: 'room_session_id' as const,
  useInterval: useParticipantsInterval,
  isUpdated: true,
}

/** Returns when to query a session's participants again. */
function useParticipantsInterval({ room_session_id, filter }: ListParticipantsInput) {
  const queryClient = useQueryClient()
  const key = queryKey(roomSessions.retrieve, { room_session_id }, useGreenroom())
  return participantsInterval(filter !== undefined, () => queryClient.getQueryData(key)?.active === false)
}

/**
 * Queries one page of a room's sessions, by the room's id or the whole input.
 *
 * @example
 * ```tsx
 * import { useSessions } from '@greenroom/react'
 *
 * export function Past({ room }: { room: string }) {
 *   const { data } = useSessions({ room_id: room, filter: { active: false } })
 *   return <ul>{data?.data.map((session) => <li key={session.id}>{session.created_at}</li>)}</ul>
 * }
 * ```
 */
export const useSessions: QueryHook<[room: PendingId<ListByRoomInput>], Page<RoomSession>> = createQueryHook(
  list,
)

/** Queries one page of sessions as {@link useSessions} does, and suspends until it has loaded. */
export const useSuspenseSessions: SuspenseQueryHook<
  [room: string | ListByRoomInput],
  Page<RoomSession>
> = createSuspenseQueryHook(list)

/** Queries a room's sessions page by page; `fetchNextPage` loads the next page. */
export const useInfiniteSessions: InfiniteQueryHook<
  [room: PendingId<ListByRoomInput>],
  typeof roomSessions.listByRoom
> = createInfiniteQueryHook(list)

/** Queries sessions as {@link useInfiniteSessions} does, and suspends until the first page has loaded. */
export const useSuspenseInfiniteSessions: SuspenseInfiniteQueryHook<
  [room: string | ListByRoomInput],
  typeof roomSessions.listByRoom
> = createSuspenseInfiniteQueryHook(list)

/**
 * Queries one session, by its id or the whole input, and polls while it is active and the browser tab is
 * visible: 2 seconds after a change, then at growing intervals up to 30 seconds.
 *
 * @example
 * ```tsx
 * import { useSession } from '@greenroom/react'
 *
 * export function IsLive({ session }: { session: string }) {
 *   const isLive = useSession(session, { select: ({ active }) => active === true }).data
 *   return isLive ? <strong>Live</strong> : null
 * }
 * ```
 */
export const useSession: QueryHook<[session: PendingId<RetrieveInput>], RoomSession, LiveOption> =
  createQueryHook(retrieve)

/** Queries one session as {@link useSession} does, and suspends until it has loaded. */
export const useSuspenseSession: SuspenseQueryHook<
  [session: string | RetrieveInput],
  RoomSession,
  LiveOption
> = createSuspenseQueryHook(retrieve)

/**
 * Queries one page of a session's participants, including those who have left, by the session's id or the
 * whole input. It polls as {@link useSession} does while a participant is present.
 *
 * @example
 * ```tsx
 * import { useParticipants } from '@greenroom/react'
 *
 * export function HeadCount({ session }: { session: string }) {
 *   const present = useParticipants(session, {
 *     select: ({ data }) => data.filter(({ left_at }) => !left_at).length,
 *   })
 *   return <p>{present.data ?? '…'} in the room</p>
 * }
 * ```
 */
export const useParticipants: QueryHook<
  [session: PendingId<ListParticipantsInput>],
  Page<RoomParticipant>,
  LiveOption
> = createQueryHook(listParticipants)

/** Queries one page of participants as {@link useParticipants} does, and suspends until it has loaded. */
export const useSuspenseParticipants: SuspenseQueryHook<
  [session: string | ListParticipantsInput],
  Page<RoomParticipant>,
  LiveOption
> = createSuspenseQueryHook(listParticipants)

/**
 * Queries a session's participants page by page; `fetchNextPage` loads the next page. It does not poll unless
 * `refetchInterval` is set.
 */
export const useInfiniteParticipants: InfiniteQueryHook<
  [session: PendingId<ListParticipantsInput>],
  typeof roomSessions.listParticipants
> = createInfiniteQueryHook(listParticipants)

/**
 * Queries participants as {@link useInfiniteParticipants} does, and suspends until the first page has loaded.
 */
export const useSuspenseInfiniteParticipants: SuspenseInfiniteQueryHook<
  [session: string | ListParticipantsInput],
  typeof roomSessions.listParticipants
> = createSuspenseInfiniteQueryHook(listParticipants)

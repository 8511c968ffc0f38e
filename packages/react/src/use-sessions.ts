import type { Page } from '@greenroom/core'
import type { RoomParticipant, RoomSession } from '@greenroom/core/video'
import type {
  ListByRoomInput,
  ListParticipantsInput,
  RetrieveInput,
} from '@greenroom/core/video/room-sessions'
import * as roomSessions from '@greenroom/core/video/room-sessions'
import {
  type UseInfiniteQueryResult,
  type UseQueryResult,
  type UseSuspenseInfiniteQueryResult,
  type UseSuspenseQueryResult,
  useQueryClient,
} from '@tanstack/react-query'
import { type LiveOption, participantsInterval, sessionInterval } from './live-interval.ts'
import { useGreenroom } from './provider.tsx'
import { queryKey } from './query/query-key.ts'
import {
  type InfiniteHookOptions,
  type InfinitePages,
  type QueryHookOptions,
  type SuspenseHookOptions,
  type SuspenseInfiniteHookOptions,
  useEndpoint,
  useInfiniteEndpoint,
  useSuspenseEndpoint,
  useSuspenseInfiniteEndpoint,
} from './use-endpoint.ts'

const ofRoom = (room: string | ListByRoomInput) => (typeof room === 'string' ? { room_id: room } : room)
/** When to look at participants again. */
function useParticipantsInterval({ room_session_id, filter }: ListParticipantsInput) {
  const queryClient = useQueryClient()
  const key = queryKey(roomSessions.retrieve, { room_session_id }, useGreenroom())
  return participantsInterval(filter !== undefined, () => queryClient.getQueryData(key)?.active === false)
}

const ofSession = <Input extends { room_session_id: string }>(session: string | Input) =>
  typeof session === 'string' ? { room_session_id: session } : session

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
export function useSessions<Data = Page<RoomSession>>(
  room: string | ListByRoomInput,
  options?: QueryHookOptions<Page<RoomSession>, Data>,
): UseQueryResult<Data, Error> {
  return useEndpoint(roomSessions.listByRoom, ofRoom(room), options)
}

/** As {@link useSessions}, but suspends until the page is there. */
export function useSuspenseSessions<Data = Page<RoomSession>>(
  room: string | ListByRoomInput,
  options?: SuspenseHookOptions<Page<RoomSession>, Data>,
): UseSuspenseQueryResult<Data, Error> {
  return useSuspenseEndpoint(roomSessions.listByRoom, ofRoom(room), options)
}

/** Queries a room's sessions page by page; `fetchNextPage` asks for the next. */
export function useInfiniteSessions<Data = InfinitePages<typeof roomSessions.listByRoom>>(
  room: string | ListByRoomInput,
  options?: InfiniteHookOptions<typeof roomSessions.listByRoom, Data>,
): UseInfiniteQueryResult<Data, Error> {
  return useInfiniteEndpoint(roomSessions.listByRoom, ofRoom(room), options)
}

/** As {@link useInfiniteSessions}, but suspends until the first page is there. */
export function useSuspenseInfiniteSessions<Data = InfinitePages<typeof roomSessions.listByRoom>>(
  room: string | ListByRoomInput,
  options?: SuspenseInfiniteHookOptions<typeof roomSessions.listByRoom, Data>,
): UseSuspenseInfiniteQueryResult<Data, Error> {
  return useSuspenseInfiniteEndpoint(roomSessions.listByRoom, ofRoom(room), options)
}

/**
 * Queries one session, by its id or the whole input, and again while it is active and the page visible: every 2
 * seconds after a change, then less and less often, every 30 at last.
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
export function useSession<Data = RoomSession>(
  session: string | RetrieveInput,
  { live = true, ...options }: QueryHookOptions<RoomSession, Data> & LiveOption = {},
): UseQueryResult<Data, Error> {
  return useEndpoint(roomSessions.retrieve, ofSession(session), {
    ...(live && { refetchInterval: sessionInterval }),
    ...options,
  })
}

/** As {@link useSession}, but suspends until the session is there. */
export function useSuspenseSession<Data = RoomSession>(
  session: string | RetrieveInput,
  { live = true, ...options }: SuspenseHookOptions<RoomSession, Data> & LiveOption = {},
): UseSuspenseQueryResult<Data, Error> {
  return useSuspenseEndpoint(roomSessions.retrieve, ofSession(session), {
    ...(live && { refetchInterval: sessionInterval }),
    ...options,
  })
}

/**
 * Queries one page of a session's participants, those who have left included, by the session's id or the whole
 * input, and again as {@link useSession} does while somebody is there.
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
export function useParticipants<Data = Page<RoomParticipant>>(
  session: string | ListParticipantsInput,
  { live = true, ...options }: QueryHookOptions<Page<RoomParticipant>, Data> & LiveOption = {},
): UseQueryResult<Data, Error> {
  const input = ofSession(session)
  const refetchInterval = useParticipantsInterval(input)
  return useEndpoint(roomSessions.listParticipants, input, {
    ...(live && { refetchInterval }),
    ...options,
  })
}

/** As {@link useParticipants}, but suspends until the page is there. */
export function useSuspenseParticipants<Data = Page<RoomParticipant>>(
  session: string | ListParticipantsInput,
  { live = true, ...options }: SuspenseHookOptions<Page<RoomParticipant>, Data> & LiveOption = {},
): UseSuspenseQueryResult<Data, Error> {
  const input = ofSession(session)
  const refetchInterval = useParticipantsInterval(input)
  return useSuspenseEndpoint(roomSessions.listParticipants, input, {
    ...(live && { refetchInterval }),
    ...options,
  })
}

/** Queries a session's participants page by page; `fetchNextPage` asks for the next. It looks once, unless told. */
export function useInfiniteParticipants<Data = InfinitePages<typeof roomSessions.listParticipants>>(
  session: string | ListParticipantsInput,
  options?: InfiniteHookOptions<typeof roomSessions.listParticipants, Data>,
): UseInfiniteQueryResult<Data, Error> {
  return useInfiniteEndpoint(roomSessions.listParticipants, ofSession(session), options)
}

/** As {@link useInfiniteParticipants}, but suspends until the first page is there. */
export function useSuspenseInfiniteParticipants<Data = InfinitePages<typeof roomSessions.listParticipants>>(
  session: string | ListParticipantsInput,
  options?: SuspenseInfiniteHookOptions<typeof roomSessions.listParticipants, Data>,
): UseSuspenseInfiniteQueryResult<Data, Error> {
  return useSuspenseInfiniteEndpoint(roomSessions.listParticipants, ofSession(session), options)
}

import type { Page } from '@greenroom/core'
import type { RoomParticipant, RoomSession } from '@greenroom/core/video'
import * as roomSessions from '@greenroom/core/video/room-sessions'
import type { UseQueryResult } from '@tanstack/react-query'
import { participantsInterval, sessionInterval } from './live-interval.ts'
import { type QueryHookOptions, useEndpoint } from './use-endpoint.ts'

/** Whether a hook keeps looking while its session is active and the page visible. Default: true. */
export interface LiveOption {
  readonly live?: boolean | undefined
}

/** Queries one page of a room's sessions, by the room's id or the whole input. */
export function useSessions<Data = Page<RoomSession>>(
  room: string | roomSessions.ListByRoomInput,
  options?: QueryHookOptions<Page<RoomSession>, Data>,
): UseQueryResult<Data, Error> {
  return useEndpoint(roomSessions.listByRoom, typeof room === 'string' ? { room_id: room } : room, options)
}

/** Queries one session, by its id or the whole input, and again while it is active. */
export function useSession<Data = RoomSession>(
  session: string | roomSessions.RetrieveInput,
  { live = true, ...options }: QueryHookOptions<RoomSession, Data> & LiveOption = {},
): UseQueryResult<Data, Error> {
  return useEndpoint(
    roomSessions.retrieve,
    typeof session === 'string' ? { room_session_id: session } : session,
    { ...(live && { refetchInterval: sessionInterval }), ...options },
  )
}

/** Queries one page of a session's participants, those who have left included, by the session's id or the whole input, and again while it is active. */
export function useParticipants<Data = Page<RoomParticipant>>(
  session: string | roomSessions.ListParticipantsInput,
  { live = true, ...options }: QueryHookOptions<Page<RoomParticipant>, Data> & LiveOption = {},
): UseQueryResult<Data, Error> {
  return useEndpoint(
    roomSessions.listParticipants,
    typeof session === 'string' ? { room_session_id: session } : session,
    { ...(live && { refetchInterval: participantsInterval }), ...options },
  )
}

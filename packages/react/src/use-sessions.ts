import type { Page } from '@greenroom/core'
import type { RoomParticipant, RoomSession } from '@greenroom/core/video'
import * as roomSessions from '@greenroom/core/video/room-sessions'
import type { UseQueryResult } from '@tanstack/react-query'
import { type QueryHookOptions, useEndpoint } from './use-endpoint.ts'

/** Queries one page of a room's sessions, by the room's id or the whole input. */
export function useSessions<Data = Page<RoomSession>>(
  room: string | roomSessions.ListByRoomInput,
  options?: QueryHookOptions<Page<RoomSession>, Data>,
): UseQueryResult<Data, Error> {
  return useEndpoint(roomSessions.listByRoom, typeof room === 'string' ? { room_id: room } : room, options)
}

/** Queries one session, by its id or the whole input. */
export function useSession<Data = RoomSession>(
  session: string | roomSessions.RetrieveInput,
  options?: QueryHookOptions<RoomSession, Data>,
): UseQueryResult<Data, Error> {
  return useEndpoint(
    roomSessions.retrieve,
    typeof session === 'string' ? { room_session_id: session } : session,
    options,
  )
}

/** Queries one page of a session's participants, those who have left included, by the session's id or the whole input. */
export function useParticipants<Data = Page<RoomParticipant>>(
  session: string | roomSessions.ListParticipantsInput,
  options?: QueryHookOptions<Page<RoomParticipant>, Data>,
): UseQueryResult<Data, Error> {
  return useEndpoint(
    roomSessions.listParticipants,
    typeof session === 'string' ? { room_session_id: session } : session,
    options,
  )
}

import type { Page } from '@greenroom/core'
import type { Room } from '@greenroom/core/video'
import * as rooms from '@greenroom/core/video/rooms'
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query'
import { queryKey } from './query/query-key.ts'
import {
  type MutationHookOptions,
  type QueryHookOptions,
  useEndpoint,
  useEndpointMutation,
} from './use-endpoint.ts'

/**
 * Queries one page of rooms.
 *
 * @example
 * ```tsx
 * import { useRooms } from '@greenroom/react'
 *
 * export function RoomNames() {
 *   const { data, error, isPending } = useRooms({ page: { size: 50 } })
 *   if (isPending) return <p>Loading…</p>
 *   if (error) return <p>{error.message}</p>
 *   return <ul>{data.data.map((room) => <li key={room.id}>{room.unique_name}</li>)}</ul>
 * }
 * ```
 */
export function useRooms<Data = Page<Room>>(
  input: rooms.ListInput = {},
  options?: QueryHookOptions<Page<Room>, Data>,
): UseQueryResult<Data, Error> {
  return useEndpoint(rooms.list, input, options)
}

/** Queries one room, by its id or the whole input. */
export function useRoom<Data = Room>(
  room: string | rooms.RetrieveInput,
  options?: QueryHookOptions<Room, Data>,
): UseQueryResult<Data, Error> {
  return useEndpoint(rooms.retrieve, typeof room === 'string' ? { room_id: room } : room, options)
}

/**
 * Makes a room. Makes stale: everything about rooms.
 *
 * @example
 * ```tsx
 * import { useCreateRoom } from '@greenroom/react'
 *
 * export function NewRoom() {
 *   const { mutate, isPending } = useCreateRoom()
 *   return <button disabled={isPending} onClick={() => mutate({ unique_name: 'standup' })}>New room</button>
 * }
 * ```
 */
export function useCreateRoom(
  options?: MutationHookOptions<Room, rooms.CreateInput>,
): UseMutationResult<Room, Error, rooms.CreateInput> {
  return useEndpointMutation(rooms.create, (setup) => [queryKey(rooms.list, {}, setup)], options)
}

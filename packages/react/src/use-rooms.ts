import type { Page } from '@greenroom/core'
import type { Room } from '@greenroom/core/video'
import * as rooms from '@greenroom/core/video/rooms'
import type {
  UseInfiniteQueryResult,
  UseMutationResult,
  UseQueryResult,
  UseSuspenseInfiniteQueryResult,
  UseSuspenseQueryResult,
} from '@tanstack/react-query'
import { type QuerySetup, queryKey } from './query/query-key.ts'
import {
  type InfiniteHookOptions,
  type InfinitePages,
  type MutationHookOptions,
  type QueryHookOptions,
  type SuspenseHookOptions,
  type SuspenseInfiniteHookOptions,
  useEndpoint,
  useEndpointMutation,
  useInfiniteEndpoint,
  useSuspenseEndpoint,
  useSuspenseInfiniteEndpoint,
} from './use-endpoint.ts'

const by = (room: string | rooms.RetrieveInput) => (typeof room === 'string' ? { room_id: room } : room)

const aboutRooms = { stale: (setup: QuerySetup) => [queryKey(rooms.list, {}, setup)] }

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

/**
 * Queries one room, by its id or the whole input.
 *
 * @example
 * ```tsx
 * import { isApiError } from '@greenroom/core'
 * import { useRoom } from '@greenroom/react'
 *
 * export function RoomName({ id }: { id: string }) {
 *   const { data, error } = useRoom(id)
 *   if (isApiError(error) && error.status === 404) return <p>There is no such room</p>
 *   return <h1>{data?.unique_name}</h1>
 * }
 * ```
 */
export function useRoom<Data = Room>(
  room: string | rooms.RetrieveInput,
  options?: QueryHookOptions<Room, Data>,
): UseQueryResult<Data, Error> {
  return useEndpoint(rooms.retrieve, by(room), options)
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
  return useEndpointMutation(rooms.create, aboutRooms, options)
}

/**
 * Changes a room; the change shows at once, and is taken back when it fails. Makes stale: everything about rooms.
 *
 * @example
 * ```tsx
 * import { useUpdateRoom } from '@greenroom/react'
 *
 * export function Rename({ room_id }: { room_id: string }) {
 *   const { mutate, error } = useUpdateRoom()
 *   const rename = () => mutate({ room_id, unique_name: 'retro' })
 *   return <button onClick={rename}>{error ? error.message : 'Rename'}</button>
 * }
 * ```
 */
export function useUpdateRoom(
  options?: MutationHookOptions<Room, rooms.UpdateInput>,
): UseMutationResult<Room, Error, rooms.UpdateInput> {
  return useEndpointMutation(
    rooms.update,
    {
      ...aboutRooms,
      optimistic: (setup, { room_id, ...set }) => [
        { key: queryKey(rooms.list, {}, setup), where: ({ id }) => id === room_id, set },
      ],
    },
    options,
  )
}

/** Deletes a room. Makes stale: everything about rooms. */
export function useDeleteRoom(
  options?: MutationHookOptions<void, rooms.DeleteInput>,
): UseMutationResult<void, Error, rooms.DeleteInput> {
  return useEndpointMutation(rooms.delete, aboutRooms, options)
}

/** As {@link useRooms}, but suspends until the page is there. */
export function useSuspenseRooms<Data = Page<Room>>(
  input: rooms.ListInput = {},
  options?: SuspenseHookOptions<Page<Room>, Data>,
): UseSuspenseQueryResult<Data, Error> {
  return useSuspenseEndpoint(rooms.list, input, options)
}

/** As {@link useRoom}, but suspends until the room is there. */
export function useSuspenseRoom<Data = Room>(
  room: string | rooms.RetrieveInput,
  options?: SuspenseHookOptions<Room, Data>,
): UseSuspenseQueryResult<Data, Error> {
  return useSuspenseEndpoint(rooms.retrieve, by(room), options)
}

/** Queries rooms page by page; `fetchNextPage` asks for the next. */
export function useInfiniteRooms<Data = InfinitePages<typeof rooms.list>>(
  input: rooms.ListInput = {},
  options?: InfiniteHookOptions<typeof rooms.list, Data>,
): UseInfiniteQueryResult<Data, Error> {
  return useInfiniteEndpoint(rooms.list, input, options)
}

/** As {@link useInfiniteRooms}, but suspends until the first page is there. */
export function useSuspenseInfiniteRooms<Data = InfinitePages<typeof rooms.list>>(
  input: rooms.ListInput = {},
  options?: SuspenseInfiniteHookOptions<typeof rooms.list, Data>,
): UseSuspenseInfiniteQueryResult<Data, Error> {
  return useSuspenseInfiniteEndpoint(rooms.list, input, options)
}

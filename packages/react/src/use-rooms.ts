import type { Page } from '@greenroom/core'
import type { Room } from '@greenroom/core/video'
import * as rooms from '@greenroom/core/video/rooms'
import type { SkipToken, UseMutationResult } from '@tanstack/react-query'
import { type PendingId, type QuerySetup, queryKey } from './query/query-key.ts'
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
import { type MutationHookOptions, useEndpointMutation } from './use-endpoint.ts'

const list = { endpoint: rooms.list }
const retrieve = {
  endpoint: rooms.retrieve,
  id: 'room_id' as const,
}

const roomEffects = { stale: (setup: QuerySetup) => [queryKey(rooms.list, {}, setup)] }

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
export const useRooms: QueryHook<[input?: rooms.ListInput | SkipToken], Page<Room>> = createQueryHook(list)

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
 *   if (isApiError(error) && error.status === 404) return <p>Room not found</p>
 *   return <h1>{data?.unique_name}</h1>
 * }
 * ```
 */
export const useRoom: QueryHook<[room: PendingId<rooms.RetrieveInput>], Room> = createQueryHook(retrieve)

/**
 * Creates a room. Invalidates all rooms.
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
  return useEndpointMutation(rooms.create, roomEffects, options)
}

/**
 * Updates a room. The cache shows the change at once, and reverts when the call fails. Invalidates all rooms.
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
      ...roomEffects,
      optimistic: (setup, { room_id, ...set }) => [
        { key: queryKey(rooms.list, {}, setup), where: ({ id }) => id === room_id, set },
      ],
    },
    options,
  )
}

/** Deletes a room. Invalidates all rooms. */
export function useDeleteRoom(
  options?: MutationHookOptions<void, rooms.DeleteInput>,
): UseMutationResult<void, Error, rooms.DeleteInput> {
  return useEndpointMutation(rooms.delete, roomEffects, options)
}

/** Queries one page of rooms as {@link useRooms} does, and suspends until it has loaded. */
export const useSuspenseRooms: SuspenseQueryHook<
  [input?: rooms.ListInput],
  Page<Room>
> = createSuspenseQueryHook(list)

/** Queries one room as {@link useRoom} does, and suspends until it has loaded. */
export const useSuspenseRoom: SuspenseQueryHook<[room: string | rooms.RetrieveInput], Room> =
  createSuspenseQueryHook(retrieve)

/** Queries rooms page by page; `fetchNextPage` loads the next page. */
export const useInfiniteRooms: InfiniteQueryHook<[input?: rooms.ListInput | SkipToken], typeof rooms.list> =
  createInfiniteQueryHook(list)

/** Queries rooms as {@link useInfiniteRooms} does, and suspends until the first page has loaded. */
export const useSuspenseInfiniteRooms: SuspenseInfiniteQueryHook<
  [input?: rooms.ListInput],
  typeof rooms.list
> = createSuspenseInfiniteQueryHook(list)

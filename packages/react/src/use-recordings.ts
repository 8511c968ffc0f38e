import type { Page } from '@greenroom/core'
import type { RoomRecording } from '@greenroom/core/video'
import * as roomRecordings from '@greenroom/core/video/room-recordings'
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
  useEndpoint,
  useEndpointMutation,
  useInfiniteEndpoint,
  useSuspenseEndpoint,
  useSuspenseInfiniteEndpoint,
} from './use-endpoint.ts'

const aboutRecordings = { stale: (setup: QuerySetup) => [queryKey(roomRecordings.list, {}, setup)] }

/** Queries one page of recordings. */
export function useRecordings<Data = Page<RoomRecording>>(
  input: roomRecordings.ListInput = {},
  options?: QueryHookOptions<Page<RoomRecording>, Data>,
): UseQueryResult<Data, Error> {
  return useEndpoint(roomRecordings.list, input, options)
}

/** As {@link useRecordings}, but suspends until the page is there. */
export function useSuspenseRecordings<Data = Page<RoomRecording>>(
  input: roomRecordings.ListInput = {},
  options?: SuspenseHookOptions<Page<RoomRecording>, Data>,
): UseSuspenseQueryResult<Data, Error> {
  return useSuspenseEndpoint(roomRecordings.list, input, options)
}

/** Queries recordings page by page; `fetchNextPage` asks for the next. */
export function useInfiniteRecordings(
  input: roomRecordings.ListInput = {},
  options?: InfiniteHookOptions,
): UseInfiniteQueryResult<InfinitePages<typeof roomRecordings.list>, Error> {
  return useInfiniteEndpoint(roomRecordings.list, input, options)
}

/** As {@link useInfiniteRecordings}, but suspends until the first page is there. */
export function useSuspenseInfiniteRecordings(
  input: roomRecordings.ListInput = {},
  options?: InfiniteHookOptions,
): UseSuspenseInfiniteQueryResult<InfinitePages<typeof roomRecordings.list>, Error> {
  return useSuspenseInfiniteEndpoint(roomRecordings.list, input, options)
}

/** Deletes a recording. Makes stale: everything about recordings. */
export function useDeleteRecording(
  options?: MutationHookOptions<void, roomRecordings.DeleteInput>,
): UseMutationResult<void, Error, roomRecordings.DeleteInput> {
  return useEndpointMutation(roomRecordings.delete, aboutRecordings, options)
}

/** Deletes the recordings that a filter matches. Makes stale: everything about recordings. */
export function useDeleteRecordings(
  options?: MutationHookOptions<roomRecordings.DeletedRecordings, roomRecordings.DeleteManyInput>,
): UseMutationResult<roomRecordings.DeletedRecordings, Error, roomRecordings.DeleteManyInput> {
  return useEndpointMutation(roomRecordings.deleteMany, aboutRecordings, options)
}

import type { Page } from '@greenroom/core'
import type { RoomComposition } from '@greenroom/core/video'
import * as roomCompositions from '@greenroom/core/video/room-compositions'
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

const aboutCompositions = { stale: (setup: QuerySetup) => [queryKey(roomCompositions.list, {}, setup)] }

/** Queries one page of compositions. */
export function useCompositions<Data = Page<RoomComposition>>(
  input: roomCompositions.ListInput = {},
  options?: QueryHookOptions<Page<RoomComposition>, Data>,
): UseQueryResult<Data, Error> {
  return useEndpoint(roomCompositions.list, input, options)
}

/** As {@link useCompositions}, but suspends until the page is there. */
export function useSuspenseCompositions<Data = Page<RoomComposition>>(
  input: roomCompositions.ListInput = {},
  options?: SuspenseHookOptions<Page<RoomComposition>, Data>,
): UseSuspenseQueryResult<Data, Error> {
  return useSuspenseEndpoint(roomCompositions.list, input, options)
}

/** Queries compositions page by page; `fetchNextPage` asks for the next. */
export function useInfiniteCompositions(
  input: roomCompositions.ListInput = {},
  options?: InfiniteHookOptions,
): UseInfiniteQueryResult<InfinitePages<typeof roomCompositions.list>, Error> {
  return useInfiniteEndpoint(roomCompositions.list, input, options)
}

/** As {@link useInfiniteCompositions}, but suspends until the first page is there. */
export function useSuspenseInfiniteCompositions(
  input: roomCompositions.ListInput = {},
  options?: InfiniteHookOptions,
): UseSuspenseInfiniteQueryResult<InfinitePages<typeof roomCompositions.list>, Error> {
  return useSuspenseInfiniteEndpoint(roomCompositions.list, input, options)
}

/** Composes the recordings of a session into one video. Makes stale: everything about compositions. */
export function useCreateComposition(
  options?: MutationHookOptions<RoomComposition, roomCompositions.CreateInput>,
): UseMutationResult<RoomComposition, Error, roomCompositions.CreateInput> {
  return useEndpointMutation(roomCompositions.create, aboutCompositions, options)
}

/** Deletes a composition. Makes stale: everything about compositions. */
export function useDeleteComposition(
  options?: MutationHookOptions<void, roomCompositions.DeleteInput>,
): UseMutationResult<void, Error, roomCompositions.DeleteInput> {
  return useEndpointMutation(roomCompositions.delete, aboutCompositions, options)
}

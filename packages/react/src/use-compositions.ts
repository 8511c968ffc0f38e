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
import { fileInterval, type LiveOption } from './live-interval.ts'
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

const aboutCompositions = { stale: (setup: QuerySetup) => [queryKey(roomCompositions.list, {}, setup)] }

const by = (composition: string | roomCompositions.RetrieveInput) =>
  typeof composition === 'string' ? { room_composition_id: composition } : composition

/**
 * Queries one page of compositions.
 *
 * @example
 * ```tsx
 * import { useCompositions } from '@greenroom/react'
 *
 * export function Films({ session }: { session: string }) {
 *   const { data } = useCompositions({ filter: { session_id: session } })
 *   return <ul>{data?.data.map(({ id, status }) => <li key={id}>{status}</li>)}</ul>
 * }
 * ```
 */
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
export function useInfiniteCompositions<Data = InfinitePages<typeof roomCompositions.list>>(
  input: roomCompositions.ListInput = {},
  options?: InfiniteHookOptions<typeof roomCompositions.list, Data>,
): UseInfiniteQueryResult<Data, Error> {
  return useInfiniteEndpoint(roomCompositions.list, input, options)
}

/** As {@link useInfiniteCompositions}, but suspends until the first page is there. */
export function useSuspenseInfiniteCompositions<Data = InfinitePages<typeof roomCompositions.list>>(
  input: roomCompositions.ListInput = {},
  options?: SuspenseInfiniteHookOptions<typeof roomCompositions.list, Data>,
): UseSuspenseInfiniteQueryResult<Data, Error> {
  return useSuspenseInfiniteEndpoint(roomCompositions.list, input, options)
}

/**
 * Queries one composition, by its id or the whole input, and again until its file is there.
 *
 * @example
 * ```tsx
 * import { useComposition } from '@greenroom/react'
 *
 * export function Film({ id }: { id: string }) {
 *   const { data, error } = useComposition(id)
 *   if (error) return <p>{error.message}</p>
 *   if (!data?.download_url) return <progress aria-label="The film is made" />
 *   return <a href={data.download_url}>Play</a>
 * }
 * ```
 */
export function useComposition<Data = RoomComposition>(
  composition: string | roomCompositions.RetrieveInput,
  { live = true, ...options }: QueryHookOptions<RoomComposition, Data> & LiveOption = {},
): UseQueryResult<Data, Error> {
  return useEndpoint(roomCompositions.retrieve, by(composition), {
    ...(live && { refetchInterval: fileInterval }),
    ...options,
  })
}

/** As {@link useComposition}, but suspends until the composition is there. */
export function useSuspenseComposition<Data = RoomComposition>(
  composition: string | roomCompositions.RetrieveInput,
  { live = true, ...options }: SuspenseHookOptions<RoomComposition, Data> & LiveOption = {},
): UseSuspenseQueryResult<Data, Error> {
  return useSuspenseEndpoint(roomCompositions.retrieve, by(composition), {
    ...(live && { refetchInterval: fileInterval }),
    ...options,
  })
}

/**
 * Composes the recordings of a session into one video. Makes stale: everything about compositions.
 *
 * @example
 * ```tsx
 * import { useCreateComposition } from '@greenroom/react'
 *
 * export function MakeFilm({ session }: { session: string }) {
 *   const { mutate, error } = useCreateComposition()
 *   const make = () => mutate({ session_id: session, audio_sources: ['*'] })
 *   return <button onClick={make}>{error ? error.message : 'Make a film'}</button>
 * }
 * ```
 */
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

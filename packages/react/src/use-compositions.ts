import type { Page } from '@greenroom/core'
import type { RoomComposition } from '@greenroom/core/video'
import * as roomCompositions from '@greenroom/core/video/room-compositions'
import type { UseMutationResult } from '@tanstack/react-query'
import { fileInterval, type LiveOption } from './live-interval.ts'
import { type QuerySetup, queryKey } from './query/query-key.ts'
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

const aboutCompositions = { stale: (setup: QuerySetup) => [queryKey(roomCompositions.list, {}, setup)] }

const list = { endpoint: roomCompositions.list }
const retrieve = {
  endpoint: roomCompositions.retrieve,
  toInput: (composition: string | roomCompositions.RetrieveInput) =>
    typeof composition === 'string' ? { room_composition_id: composition } : composition,
  useInterval: () => fileInterval,
}

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
export const useCompositions: QueryHook<
  [input?: roomCompositions.ListInput],
  Page<RoomComposition>
> = createQueryHook(list)

/** As {@link useCompositions}, but suspends until the page is there. */
export const useSuspenseCompositions: SuspenseQueryHook<
  [input?: roomCompositions.ListInput],
  Page<RoomComposition>
> = createSuspenseQueryHook(list)

/** Queries compositions page by page; `fetchNextPage` asks for the next. */
export const useInfiniteCompositions: InfiniteQueryHook<
  [input?: roomCompositions.ListInput],
  typeof roomCompositions.list
> = createInfiniteQueryHook(list)

/** As {@link useInfiniteCompositions}, but suspends until the first page is there. */
export const useSuspenseInfiniteCompositions: SuspenseInfiniteQueryHook<
  [input?: roomCompositions.ListInput],
  typeof roomCompositions.list
> = createSuspenseInfiniteQueryHook(list)

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
export const useComposition: QueryHook<
  [composition: string | roomCompositions.RetrieveInput],
  RoomComposition,
  LiveOption
> = createQueryHook(retrieve)

/** As {@link useComposition}, but suspends until the composition is there. */
export const useSuspenseComposition: SuspenseQueryHook<
  [composition: string | roomCompositions.RetrieveInput],
  RoomComposition,
  LiveOption
> = createSuspenseQueryHook(retrieve)

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

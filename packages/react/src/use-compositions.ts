import type { Page } from '@greenroom/core'
import type { RoomComposition } from '@greenroom/core/video'
import * as roomCompositions from '@greenroom/core/video/room-compositions'
import type { SkipToken, UseMutationResult } from '@tanstack/react-query'
import { fileInterval, type LiveOption } from './live-interval.ts'
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

const compositionEffects = { stale: (setup: QuerySetup) => [queryKey(roomCompositions.list, {}, setup)] }

const list = { endpoint: roomCompositions.list }
const retrieve = {
  endpoint: roomCompositions.retrieve,
  id: 'room_composition_id' as const,
  useInterval: () => fileInterval,
}

/**
 * Queries one page of compositions.
 *
 * @example
 * ```tsx
 * import { useCompositions } from '@greenroom/react'
 *
 * export function CompositionStatuses({ session }: { session: string }) {
 *   const { data } = useCompositions({ filter: { session_id: session } })
 *   return <ul>{data?.data.map(({ id, status }) => <li key={id}>{status}</li>)}</ul>
 * }
 * ```
 */
export const useCompositions: QueryHook<
  [input?: roomCompositions.ListInput | SkipToken],
  Page<RoomComposition>
> = createQueryHook(list)

/** Queries one page of compositions as {@link useCompositions} does, and suspends until it has loaded. */
export const useSuspenseCompositions: SuspenseQueryHook<
  [input?: roomCompositions.ListInput],
  Page<RoomComposition>
> = createSuspenseQueryHook(list)

/** Queries compositions page by page; `fetchNextPage` loads the next page. */
export const useInfiniteCompositions: InfiniteQueryHook<
  [input?: roomCompositions.ListInput | SkipToken],
  typeof roomCompositions.list
> = createInfiniteQueryHook(list)

/**
 * Queries compositions as {@link useInfiniteCompositions} does, and suspends until the first page has loaded.
 */
export const useSuspenseInfiniteCompositions: SuspenseInfiniteQueryHook<
  [input?: roomCompositions.ListInput],
  typeof roomCompositions.list
> = createSuspenseInfiniteQueryHook(list)

/**
 * Queries one composition, by its id or the whole input, and polls until its file is available.
 *
 * @example
 * ```tsx
 * import { useComposition } from '@greenroom/react'
 *
 * export function Composition({ id }: { id: string }) {
 *   const { data, error } = useComposition(id)
 *   if (error) return <p>{error.message}</p>
 *   if (!data?.download_url) return <progress aria-label="Composing the video" />
 *   return <a href={data.download_url}>Play</a>
 * }
 * ```
 */
export const useComposition: QueryHook<
  [composition: PendingId<roomCompositions.RetrieveInput>],
  RoomComposition,
  LiveOption
> = createQueryHook(retrieve)

/** Queries one composition as {@link useComposition} does, and suspends until it has loaded. */
export const useSuspenseComposition: SuspenseQueryHook<
  [composition: string | roomCompositions.RetrieveInput],
  RoomComposition,
  LiveOption
> = createSuspenseQueryHook(retrieve)

/**
 * Composes the recordings of a session into one video. Invalidates all compositions.
 *
 * @example
 * ```tsx
 * import { useCreateComposition } from '@greenroom/react'
 *
 * export function Compose({ session }: { session: string }) {
 *   const { mutate, error } = useCreateComposition()
 *   const compose = () => mutate({ session_id: session, audio_sources: ['*'] })
 *   return <button onClick={compose}>{error ? error.message : 'Compose a video'}</button>
 * }
 * ```
 */
export function useCreateComposition(
  options?: MutationHookOptions<RoomComposition, roomCompositions.CreateInput>,
): UseMutationResult<RoomComposition, Error, roomCompositions.CreateInput> {
  return useEndpointMutation(roomCompositions.create, compositionEffects, options)
}

/** Deletes a composition. Invalidates all compositions. */
export function useDeleteComposition(
  options?: MutationHookOptions<void, roomCompositions.DeleteInput>,
): UseMutationResult<void, Error, roomCompositions.DeleteInput> {
  return useEndpointMutation(roomCompositions.delete, compositionEffects, options)
}

import type { Page } from '@greenroom/core'
import type { RoomRecording } from '@greenroom/core/video'
import * as roomRecordings from '@greenroom/core/video/room-recordings'
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

const recordingEffects = { stale: (setup: QuerySetup) => [queryKey(roomRecordings.list, {}, setup)] }

const list = { endpoint: roomRecordings.list }
const retrieve = {
  endpoint: roomRecordings.retrieve,
  id: 'room_recording_id' as const,
  useInterval: () => fileInterval,
}

/**
 * Queries one page of recordings.
 *
 * @example
 * ```tsx
 * import { useRecordings } from '@greenroom/react'
 *
 * export function RecordingTypes({ session }: { session: string }) {
 *   const { data } = useRecordings({ filter: { session_id: session, status: 'completed' } })
 *   return <ul>{data?.data.map(({ id, type }) => <li key={id}>{type}</li>)}</ul>
 * }
 * ```
 */
export const useRecordings: QueryHook<
  [input?: roomRecordings.ListInput | SkipToken],
  Page<RoomRecording>
> = createQueryHook(list)

/** Queries one page of recordings as {@link useRecordings} does, and suspends until it has loaded. */
export const useSuspenseRecordings: SuspenseQueryHook<
  [input?: roomRecordings.ListInput],
  Page<RoomRecording>
> = createSuspenseQueryHook(list)

/** Queries recordings page by page; `fetchNextPage` loads the next page. */
export const useInfiniteRecordings: InfiniteQueryHook<
  [input?: roomRecordings.ListInput | SkipToken],
  typeof roomRecordings.list
> = createInfiniteQueryHook(list)

/** Queries recordings as {@link useInfiniteRecordings} does, and suspends until the first page has loaded. */
export const useSuspenseInfiniteRecordings: SuspenseInfiniteQueryHook<
  [input?: roomRecordings.ListInput],
  typeof roomRecordings.list
> = createSuspenseInfiniteQueryHook(list)

/**
 * Queries one recording, by its id or the whole input, and polls until its file is available.
 *
 * @example
 * ```tsx
 * import { useRecording } from '@greenroom/react'
 *
 * export function Player({ id }: { id: string }) {
 *   const { data } = useRecording(id)
 *   return data?.download_url ? <video controls src={data.download_url} /> : <p>Processing…</p>
 * }
 * ```
 */
export const useRecording: QueryHook<
  [recording: PendingId<roomRecordings.RetrieveInput>],
  RoomRecording,
  LiveOption
> = createQueryHook(retrieve)

/** Queries one recording as {@link useRecording} does, and suspends until it has loaded. */
export const useSuspenseRecording: SuspenseQueryHook<
  [recording: string | roomRecordings.RetrieveInput],
  RoomRecording,
  LiveOption
> = createSuspenseQueryHook(retrieve)

/**
 * Deletes a recording. Invalidates all recordings.
 *
 * @example
 * ```tsx
 * import { useDeleteRecording } from '@greenroom/react'
 *
 * export function Remove({ id }: { id: string }) {
 *   const { mutate, isPending } = useDeleteRecording()
 *   return <button disabled={isPending} onClick={() => mutate({ room_recording_id: id })}>Delete</button>
 * }
 * ```
 */
export function useDeleteRecording(
  options?: MutationHookOptions<void, roomRecordings.DeleteInput>,
): UseMutationResult<void, Error, roomRecordings.DeleteInput> {
  return useEndpointMutation(roomRecordings.delete, recordingEffects, options)
}

/** Deletes the recordings that a filter matches. Invalidates all recordings. */
export function useDeleteRecordings(
  options?: MutationHookOptions<roomRecordings.DeletedRecordings, roomRecordings.DeleteManyInput>,
): UseMutationResult<roomRecordings.DeletedRecordings, Error, roomRecordings.DeleteManyInput> {
  return useEndpointMutation(roomRecordings.deleteMany, recordingEffects, options)
}

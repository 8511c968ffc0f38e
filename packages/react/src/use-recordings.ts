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

const aboutRecordings = { stale: (setup: QuerySetup) => [queryKey(roomRecordings.list, {}, setup)] }

const by = (recording: string | roomRecordings.RetrieveInput) =>
  typeof recording === 'string' ? { room_recording_id: recording } : recording

/**
 * Queries one page of recordings.
 *
 * @example
 * ```tsx
 * import { useRecordings } from '@greenroom/react'
 *
 * export function Tapes({ session }: { session: string }) {
 *   const { data } = useRecordings({ filter: { session_id: session, status: 'completed' } })
 *   return <ul>{data?.data.map(({ id, type }) => <li key={id}>{type}</li>)}</ul>
 * }
 * ```
 */
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
export function useInfiniteRecordings<Data = InfinitePages<typeof roomRecordings.list>>(
  input: roomRecordings.ListInput = {},
  options?: InfiniteHookOptions<typeof roomRecordings.list, Data>,
): UseInfiniteQueryResult<Data, Error> {
  return useInfiniteEndpoint(roomRecordings.list, input, options)
}

/** As {@link useInfiniteRecordings}, but suspends until the first page is there. */
export function useSuspenseInfiniteRecordings<Data = InfinitePages<typeof roomRecordings.list>>(
  input: roomRecordings.ListInput = {},
  options?: SuspenseInfiniteHookOptions<typeof roomRecordings.list, Data>,
): UseSuspenseInfiniteQueryResult<Data, Error> {
  return useSuspenseInfiniteEndpoint(roomRecordings.list, input, options)
}

/**
 * Queries one recording, by its id or the whole input, and again until its file is there.
 *
 * @example
 * ```tsx
 * import { useRecording } from '@greenroom/react'
 *
 * export function Player({ id }: { id: string }) {
 *   const { data } = useRecording(id)
 *   return data?.download_url ? <video controls src={data.download_url} /> : <p>Not yet</p>
 * }
 * ```
 */
export function useRecording<Data = RoomRecording>(
  recording: string | roomRecordings.RetrieveInput,
  { live = true, ...options }: QueryHookOptions<RoomRecording, Data> & LiveOption = {},
): UseQueryResult<Data, Error> {
  return useEndpoint(roomRecordings.retrieve, by(recording), {
    ...(live && { refetchInterval: fileInterval }),
    ...options,
  })
}

/** As {@link useRecording}, but suspends until the recording is there. */
export function useSuspenseRecording<Data = RoomRecording>(
  recording: string | roomRecordings.RetrieveInput,
  { live = true, ...options }: SuspenseHookOptions<RoomRecording, Data> & LiveOption = {},
): UseSuspenseQueryResult<Data, Error> {
  return useSuspenseEndpoint(roomRecordings.retrieve, by(recording), {
    ...(live && { refetchInterval: fileInterval }),
    ...options,
  })
}

/**
 * Deletes a recording. Makes stale: everything about recordings.
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
  return useEndpointMutation(roomRecordings.delete, aboutRecordings, options)
}

/** Deletes the recordings that a filter matches. Makes stale: everything about recordings. */
export function useDeleteRecordings(
  options?: MutationHookOptions<roomRecordings.DeletedRecordings, roomRecordings.DeleteManyInput>,
): UseMutationResult<roomRecordings.DeletedRecordings, Error, roomRecordings.DeleteManyInput> {
  return useEndpointMutation(roomRecordings.deleteMany, aboutRecordings, options)
}

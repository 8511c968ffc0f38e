import {
  type AnyEndpoint,
  type Client,
  ConfigError,
  type InputOf,
  nextPageInput,
  type OutputOf,
  routeOf,
} from '@greenroom/core'
import type { DataTag, InfiniteData, UnusedSkipTokenInfiniteOptions } from '@tanstack/react-query'
import { type EndpointKey, type InputArguments, infiniteQueryKey, type QuerySetup } from './query-key.ts'

/** An endpoint that returns pages; `never` for any other. */
export type ListEndpoint<E extends AnyEndpoint> =
  OutputOf<E> extends { data: unknown[]; meta: unknown } ? E : never

/** TanStack's options of a list's infinite query. Its page parameter is the input that requests the page. */
export type EndpointInfiniteQuery<E extends AnyEndpoint> = Omit<
  UnusedSkipTokenInfiniteOptions<
    OutputOf<E>,
    Error,
    InfiniteData<OutputOf<E>, InputOf<E>>,
    EndpointKey,
    InputOf<E>
  >,
  'select'
> & { queryKey: DataTag<EndpointKey, InfiniteData<OutputOf<E>, InputOf<E>>, Error> }

/**
 * Returns the options of an infinite query over a list, for both paging styles (Video and TeXML).
 *
 * @throws {ConfigError} when the endpoint does not return pages, or cannot be a query.
 *
 * @example
 * ```tsx
 * import type { Client } from '@greenroom/core'
 * import { rooms } from '@greenroom/core/video'
 * import { infiniteQuery } from '@greenroom/react/query'
 * import { useInfiniteQuery } from '@tanstack/react-query'
 *
 * function useAllRooms(client: Client) {
 *   const { data, fetchNextPage } = useInfiniteQuery(infiniteQuery(client, rooms.list, { page: { size: 50 } }))
 *   return { rooms: data?.pages.flatMap((page) => page.data) ?? [], fetchNextPage }
 * }
 * ```
 */
export function infiniteQuery<E extends AnyEndpoint>(
  client: Client,
  endpoint: ListEndpoint<E>,
  ...[input = {} as InputOf<E>, setup]: InputArguments<E, QuerySetup>
): EndpointInfiniteQuery<E> {
  if (endpoint.envelope !== 'page' && endpoint.envelope !== 'texml-page') {
    throw new ConfigError(`${routeOf(endpoint)} does not return pages`)
  }
  const options = {
    queryKey: infiniteQueryKey(endpoint, input, setup),
    queryFn: ({ signal, pageParam }: { signal: AbortSignal; pageParam: InputOf<E> }) =>
      client.request(endpoint, pageParam, { signal }),
    initialPageParam: input,
    getNextPageParam: (page: OutputOf<E>, _: OutputOf<E>[], pageParam: InputOf<E>) =>
      nextPageInput<AnyEndpoint>(endpoint, pageParam, page),
    retry: false,
  }
  return options as unknown as EndpointInfiniteQuery<E>
}

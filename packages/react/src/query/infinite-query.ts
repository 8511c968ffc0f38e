import {
  type AnyEndpoint,
  type Client,
  ConfigError,
  type InputOf,
  type ListEndpoint,
  nextPageInput,
  type OutputOf,
  routeOf,
} from '@greenroom/core'
import type { DataTag, InfiniteData, SkipToken, UnusedSkipTokenInfiniteOptions } from '@tanstack/react-query'
import {
  type EndpointKey,
  type InputArguments,
  infiniteQueryKey,
  lacksId,
  type PendingInput,
  type QuerySetup,
} from './query-key.ts'

export type { ListEndpoint } from '@greenroom/core'

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

/** TanStack's options of a list's infinite query that may have to wait for its input. */
export type PendingEndpointInfiniteQuery<E extends AnyEndpoint> = Omit<
  EndpointInfiniteQuery<E>,
  'queryFn'
> & { queryFn: NonNullable<EndpointInfiniteQuery<E>['queryFn']> | SkipToken }

/**
 * Returns the options of an infinite query over a list, for both paging styles (Video and TeXML). It waits
 * for its input as `query` does.
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
  ...args: InputArguments<E, QuerySetup>
): EndpointInfiniteQuery<E>
export function infiniteQuery<E extends AnyEndpoint>(
  client: Client,
  endpoint: ListEndpoint<E>,
  input: PendingInput<InputOf<E>>,
  setup?: QuerySetup,
): PendingEndpointInfiniteQuery<E>
// The types of the arguments depend on the endpoint. The signatures above check them.
// biome-ignore-start lint/suspicious/noExplicitAny: see above
export function infiniteQuery(client: Client, list: unknown, ...[input = {}, setup]: readonly any[]): any {
  // biome-ignore-end lint/suspicious/noExplicitAny: see above
  const endpoint = list as AnyEndpoint
  if (endpoint.envelope !== 'page' && endpoint.envelope !== 'texml-page') {
    throw new ConfigError(`${routeOf(endpoint)} does not return pages`)
  }
  return {
    queryKey: infiniteQueryKey(endpoint, input, setup),
    queryFn:
      typeof input === 'symbol'
        ? input
        : ({ signal, pageParam }: { readonly signal: AbortSignal; readonly pageParam: object }) =>
            client.request(endpoint, pageParam, { signal }),
    initialPageParam: input,
    getNextPageParam: (page: unknown, _: unknown, pageParam: object) =>
      nextPageInput<AnyEndpoint>(endpoint, pageParam, page),
    ...(lacksId(endpoint, input) && { enabled: false }),
    retry: false,
  }
}

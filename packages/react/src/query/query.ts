import type { AnyEndpoint, Client, InputOf, OutputOf } from '@greenroom/core'
import type { DataTag, SkipToken, UnusedSkipTokenOptions } from '@tanstack/react-query'
import {
  type EndpointKey,
  type InputArguments,
  lacksId,
  type PendingInput,
  type QueryEndpoint,
  type QuerySetup,
  queryKey,
} from './query-key.ts'

/** TanStack's options of an endpoint's query. */
export type EndpointQuery<E extends AnyEndpoint> = UnusedSkipTokenOptions<
  OutputOf<E>,
  Error,
  OutputOf<E>,
  EndpointKey
> & { queryKey: DataTag<EndpointKey, OutputOf<E>, Error> }

/** TanStack's options of an endpoint's query that may have to wait for its input. */
export type PendingEndpointQuery<E extends AnyEndpoint> = Omit<EndpointQuery<E>, 'queryFn'> & {
  queryFn: NonNullable<EndpointQuery<E>['queryFn']> | SkipToken
}

/**
 * Returns the options of a query for any GET endpoint, for use with `useQuery`, `prefetchQuery` and similar
 * functions. Spread them to add your own. The query does not retry failed calls, because the client does.
 *
 * With `skipToken` as the input, or an id that is undefined, null or empty, the query is disabled:
 * `status: 'pending'` and `fetchStatus: 'idle'`.
 *
 * @throws {ConfigError} when the endpoint cannot be a query, see {@link queryKey}.
 *
 * @example
 * ```ts
 * import { createClient } from '@greenroom/core'
 * import { rooms } from '@greenroom/core/video'
 * import { query } from '@greenroom/react/query'
 * import { QueryClient } from '@tanstack/react-query'
 *
 * const client = createClient({ apiKey: 'KEY…' })
 * const queryClient = new QueryClient()
 * const room = await queryClient.fetchQuery({
 *   ...query(client, rooms.retrieve, { room_id: '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0' }),
 *   staleTime: 60_000,
 * })
 * ```
 */
export function query<E extends AnyEndpoint>(
  client: Client,
  endpoint: QueryEndpoint<E>,
  ...args: InputArguments<E, QuerySetup>
): EndpointQuery<E>
export function query<E extends AnyEndpoint>(
  client: Client,
  endpoint: QueryEndpoint<E>,
  input: PendingInput<InputOf<E>>,
  setup?: QuerySetup,
): PendingEndpointQuery<E>
// The types of the arguments depend on the endpoint. The signatures above check them.
// biome-ignore-start lint/suspicious/noExplicitAny: see above
export function query(client: Client, endpoint: AnyEndpoint, ...[input = {}, setup]: readonly any[]): any {
  // biome-ignore-end lint/suspicious/noExplicitAny: see above
  return {
    queryKey: queryKey<AnyEndpoint>(endpoint, input, setup),
    queryFn:
      typeof input === 'symbol'
        ? input
        : ({ signal }: { readonly signal: AbortSignal }) => client.request(endpoint, input, { signal }),
    ...(lacksId(endpoint, input) && { enabled: false }),
    retry: false,
  }
}

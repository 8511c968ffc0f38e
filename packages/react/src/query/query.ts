import type { AnyEndpoint, Client, OutputOf } from '@greenroom/core'
import type { DataTag, UnusedSkipTokenOptions } from '@tanstack/react-query'
import {
  type EndpointKey,
  type InputArguments,
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

/**
 * Returns the options of a query for any GET endpoint, for use with `useQuery`, `prefetchQuery` and similar
 * functions. Spread them to add your own. The query does not retry failed calls, because the client does.
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
): EndpointQuery<E> {
  const [input = {}] = args
  const options = {
    queryKey: queryKey<E>(endpoint, ...args),
    queryFn: ({ signal }: { signal: AbortSignal }) => client.request(endpoint, input, { signal }),
    retry: false,
  }
  return options as EndpointQuery<E>
}

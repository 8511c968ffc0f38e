import type { AnyEndpoint, InputOf, OutputOf } from '@greenroom/core'
import {
  type QueryKey,
  type UseMutationOptions,
  type UseMutationResult,
  type UseQueryOptions,
  type UseQueryResult,
  useMutation,
  useQuery,
} from '@tanstack/react-query'
import { useGreenroom } from './provider.tsx'
import { mutation } from './query/mutation.ts'
import { query } from './query/query.ts'
import type { EndpointKey, QuerySetup } from './query/query-key.ts'

/** TanStack's options of a query hook, but for what the hook sets itself. */
export type QueryHookOptions<Output, Data = Output> = Omit<
  UseQueryOptions<Output, Error, Data, EndpointKey>,
  'queryKey' | 'queryFn'
>

/** TanStack's options of a mutation hook, but for what the hook sets itself. */
export type MutationHookOptions<Output, Input> = Omit<UseMutationOptions<Output, Error, Input>, 'mutationFn'>

export function useEndpoint<E extends AnyEndpoint, Data>(
  endpoint: E,
  input: InputOf<E>,
  options: QueryHookOptions<OutputOf<E>, Data> = {},
): UseQueryResult<Data, Error> {
  const { client, scope } = useGreenroom()
  return useQuery<OutputOf<E>, Error, Data, EndpointKey>({
    ...query<AnyEndpoint>(client, endpoint, input, { scope }),
    ...options,
  })
}

export function useEndpointMutation<E extends AnyEndpoint>(
  endpoint: E,
  stale: (setup: QuerySetup, input: InputOf<E>) => readonly QueryKey[],
  options: MutationHookOptions<OutputOf<E>, InputOf<E>> = {},
): UseMutationResult<OutputOf<E>, Error, InputOf<E>> {
  const greenroom = useGreenroom()
  return useMutation({
    ...mutation(greenroom.client, endpoint, { stale: (input) => stale(greenroom, input) }),
    ...options,
  })
}

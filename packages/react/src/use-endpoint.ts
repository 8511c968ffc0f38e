import type { AnyEndpoint, InputOf, OutputOf } from '@greenroom/core'
import {
  type InfiniteData,
  onlineManager,
  type QueryClient,
  type QueryKey,
  type UseInfiniteQueryOptions,
  type UseMutationOptions,
  type UseMutationResult,
  type UseQueryOptions,
  type UseSuspenseInfiniteQueryOptions,
  type UseSuspenseQueryOptions,
  useMutation,
} from '@tanstack/react-query'
import { defined } from './defined.ts'
import { useGreenroom } from './provider.tsx'
import { type MutationEndpoint, mutation } from './query/mutation.ts'
import type { OptimisticChange } from './query/optimistic.ts'
import type { EndpointKey, QuerySetup } from './query/query-key.ts'

/** Options that may be undefined, which is the same as no option. */
type Undefinable<Options> = { readonly [Name in keyof Options]?: Options[Name] | undefined }

/** TanStack's options of a query hook, without those that the hook sets. */
export type QueryHookOptions<Output, Data = Output> = Undefinable<
  Omit<UseQueryOptions<Output, Error, Data, EndpointKey>, 'queryKey' | 'queryFn'>
>

/** TanStack's options of a mutation hook, without those that the hook sets. */
export type MutationHookOptions<Output, Input> = Undefinable<
  Omit<UseMutationOptions<Output, Error, Input>, 'mutationFn'>
>

/** TanStack's options of a Suspense query hook, without those that the hook sets. */
export type SuspenseHookOptions<Output, Data = Output> = Undefinable<
  Omit<UseSuspenseQueryOptions<Output, Error, Data, EndpointKey>, 'queryKey' | 'queryFn'>
>

/** Data of an infinite query hook: the pages loaded so far, and the input that requested each. */
export type InfinitePages<E extends AnyEndpoint> = InfiniteData<OutputOf<E>, InputOf<E>>

/** TanStack's options of an infinite query hook, without those that the hook sets. */
export type InfiniteHookOptions<E extends AnyEndpoint, Data = InfinitePages<E>> = Undefinable<
  Omit<UseInfiniteQueryOptions<OutputOf<E>, Error, Data, EndpointKey, InputOf<E>>, 'queryKey' | 'queryFn'>
>

/** TanStack's options of a Suspense infinite query hook, without those that the hook sets. */
export type SuspenseInfiniteHookOptions<E extends AnyEndpoint, Data = InfinitePages<E>> = Undefinable<
  Omit<
    UseSuspenseInfiniteQueryOptions<OutputOf<E>, Error, Data, EndpointKey, InputOf<E>>,
    'queryKey' | 'queryFn'
  >
>

/** Effects of a mutation on the cache, within the scope of its provider. */
export interface MutationEffects<E extends AnyEndpoint> {
  readonly stale: (setup: QuerySetup, input: InputOf<E>) => readonly QueryKey[]
  readonly optimistic?: (
    setup: QuerySetup,
    input: InputOf<E>,
    queryClient: QueryClient,
  ) => readonly OptimisticChange[]
}

export function useEndpointMutation<E extends AnyEndpoint>(
  endpoint: E,
  { stale, optimistic }: MutationEffects<E>,
  options: MutationHookOptions<OutputOf<E>, InputOf<E>> = {},
): UseMutationResult<OutputOf<E>, Error, InputOf<E>> {
  const greenroom = useGreenroom()
  const { onMutate, ...rest } = defined(options)
  return useMutation({
    ...mutation<E>(greenroom.client, endpoint as unknown as MutationEndpoint<E>, {
      stale: (input) => stale(greenroom, input),
      optimistic: optimistic && ((input, queryClient) => optimistic(greenroom, input, queryClient)),
      onMutate,
      isOnline: () => onlineManager.isOnline(),
    }),
    // Without undefined ones, they are TanStack's options.
    ...(rest as Omit<UseMutationOptions<OutputOf<E>, Error, InputOf<E>>, 'mutationFn'>),
  })
}

import type { AnyEndpoint, InputOf, OutputOf } from '@greenroom/core'
import {
  type UseInfiniteQueryResult,
  type UseQueryResult,
  type UseSuspenseInfiniteQueryResult,
  type UseSuspenseQueryResult,
  useInfiniteQuery,
  useQuery,
  useSuspenseInfiniteQuery,
  useSuspenseQuery,
} from '@tanstack/react-query'
import type { Interval } from './live-interval.ts'
import { useGreenroom } from './provider.tsx'
import { infiniteQuery, type ListEndpoint } from './query/infinite-query.ts'
import { query } from './query/query.ts'
import type { EndpointKey } from './query/query-key.ts'
import type {
  InfiniteHookOptions,
  InfinitePages,
  QueryHookOptions,
  SuspenseHookOptions,
  SuspenseInfiniteHookOptions,
} from './use-endpoint.ts'

/** Declares a query once; each form of its hook is made from the declaration. */
export interface QueryDeclaration<E extends AnyEndpoint, Args extends readonly unknown[]> {
  readonly endpoint: E
  /**
   * Returns the endpoint's input for the arguments of the hook, e.g. for an id. Default: the first argument.
   */
  readonly toInput?: (...args: Args) => InputOf<E>
  /** A hook that returns how often to query again while the option `live` is on. Default: never. */
  readonly useInterval?: (input: InputOf<E>) => Interval<OutputOf<E>>
}

/** A hook that queries one record or page. `Own` are the options that it adds to TanStack's. */
export type QueryHook<Args extends readonly unknown[], Output, Own = unknown> = <Data = Output>(
  ...args: [...input: Args, options?: QueryHookOptions<Output, Data> & Own]
) => UseQueryResult<Data, Error>

/** A hook that queries one record or page, and suspends until it has loaded. */
export type SuspenseQueryHook<Args extends readonly unknown[], Output, Own = unknown> = <Data = Output>(
  ...args: [...input: Args, options?: SuspenseHookOptions<Output, Data> & Own]
) => UseSuspenseQueryResult<Data, Error>

/** A hook that queries a list page by page. */
export type InfiniteQueryHook<Args extends readonly unknown[], E extends AnyEndpoint> = <
  Data = InfinitePages<E>,
>(
  ...args: [...input: Args, options?: InfiniteHookOptions<E, Data>]
) => UseInfiniteQueryResult<Data, Error>

/** A hook that queries a list page by page, and suspends until the first page has loaded. */
export type SuspenseInfiniteQueryHook<Args extends readonly unknown[], E extends AnyEndpoint> = <
  Data = InfinitePages<E>,
>(
  ...args: [...input: Args, options?: SuspenseInfiniteHookOptions<E, Data>]
) => UseSuspenseInfiniteQueryResult<Data, Error>

export function createQueryHook<E extends AnyEndpoint, Args extends readonly unknown[], Own>(
  declaration: QueryDeclaration<E, Args>,
): QueryHook<Args, OutputOf<E>, Own> {
  return <Data>(...args: AnyArguments) =>
    useQuery<OutputOf<E>, Error, Data, EndpointKey>(useQueryOptions(declaration, args))
}

export function createSuspenseQueryHook<E extends AnyEndpoint, Args extends readonly unknown[], Own>(
  declaration: QueryDeclaration<E, Args>,
): SuspenseQueryHook<Args, OutputOf<E>, Own> {
  return <Data>(...args: AnyArguments) =>
    useSuspenseQuery<OutputOf<E>, Error, Data, EndpointKey>(useQueryOptions(declaration, args))
}

export function createInfiniteQueryHook<E extends AnyEndpoint, Args extends readonly unknown[]>(
  declaration: QueryDeclaration<ListEndpoint<E>, Args>,
): InfiniteQueryHook<Args, E> {
  return <Data>(...args: AnyArguments) =>
    useInfiniteQuery<OutputOf<E>, Error, Data, EndpointKey, InputOf<E>>(
      useInfiniteQueryOptions(declaration, args),
    )
}

export function createSuspenseInfiniteQueryHook<E extends AnyEndpoint, Args extends readonly unknown[]>(
  declaration: QueryDeclaration<ListEndpoint<E>, Args>,
): SuspenseInfiniteQueryHook<Args, E> {
  return <Data>(...args: AnyArguments) =>
    useSuspenseInfiniteQuery<OutputOf<E>, Error, Data, EndpointKey, InputOf<E>>(
      useInfiniteQueryOptions(declaration, args),
    )
}

// One implementation serves every declaration, so its arguments and its options have no exact type here. The
// types of the hooks above check both.
// biome-ignore lint/suspicious/noExplicitAny: see above
type AnyArguments = readonly any[]
// biome-ignore lint/suspicious/noExplicitAny: see above
type AnyDeclaration = QueryDeclaration<any, any>
// biome-ignore lint/suspicious/noExplicitAny: see above
type AnyOptions = any

function useQueryOptions(
  { endpoint, toInput = firstArgument, useInterval }: AnyDeclaration,
  [argument, { live = true, ...options } = {}]: AnyArguments,
): AnyOptions {
  const setup = useGreenroom()
  const input = toInput(argument)
  const refetchInterval = useInterval?.(input)
  return {
    ...query(setup.client, endpoint, input, setup),
    ...(live && refetchInterval && { refetchInterval }),
    ...options,
  }
}

function useInfiniteQueryOptions(
  { endpoint, toInput = firstArgument }: AnyDeclaration,
  [argument, options]: AnyArguments,
): AnyOptions {
  const setup = useGreenroom()
  return {
    ...infiniteQuery<AnyEndpoint>(setup.client, endpoint as never, toInput(argument), setup),
    ...options,
  }
}

const firstArgument = (argument: AnyArguments[number]) => argument

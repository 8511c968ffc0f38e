import {
  type AnyEndpoint,
  ConfigError,
  InputError,
  type InputOf,
  isConfigError,
  type OutputOf,
  routeOf,
} from '@greenroom/core'
import {
  skipToken,
  type UseInfiniteQueryResult,
  type UseQueryResult,
  type UseSuspenseInfiniteQueryResult,
  type UseSuspenseQueryResult,
  useInfiniteQuery,
  useQuery,
  useSuspenseInfiniteQuery,
  useSuspenseQuery,
} from '@tanstack/react-query'
import { defined } from './defined.ts'
import type { Interval } from './live-interval.ts'
import { useGreenroom } from './provider.tsx'
import { infiniteQuery, type ListEndpoint } from './query/infinite-query.ts'
import { query } from './query/query.ts'
import type { EndpointKey } from './query/query-key.ts'
import { useUpdates } from './updates/use-updates.ts'
import type {
  InfiniteHookOptions,
  InfinitePages,
  QueryHookOptions,
  SuspenseHookOptions,
  SuspenseInfiniteHookOptions,
} from './use-endpoint.ts'

/** Updates may be lost on their way to the gateway. A refetch repairs what they would have changed. */
const repairIntervalMs = 600_000

/** Declares a query once; each form of its hook is created from the declaration. */
export interface QueryDeclaration<E extends AnyEndpoint> {
  readonly endpoint: E
  /** The field that the hook also accepts in place of the whole input. Default: none. */
  readonly id?: string & keyof InputOf<E>
  /** A hook that returns how often to query again while the option `live` is on. Default: never. */
  readonly useInterval?: (input: InputOf<E>) => Interval<OutputOf<E>>
  /** Whether updates report all changes, so that it need not poll while they arrive. Default: false. */
  readonly isUpdated?: boolean
}

/** A hook that queries one record or page. `Own` are the options that it adds to TanStack's. */
export type QueryHook<Args extends readonly unknown[], Output, Own = unknown> = <Data = Output>(
  ...args: [...input: Args, options?: QueryHookOptions<Output, Data> & Own]
) => UseQueryResult<Data, Error>

/**
 * A hook that queries one record or page, and suspends until it has loaded. It cannot wait for an id:
 * without one, it throws an `InputError` to the error boundary.
 */
export type SuspenseQueryHook<Args extends readonly unknown[], Output, Own = unknown> = <Data = Output>(
  ...args: [...input: Args, options?: SuspenseHookOptions<Output, Data> & Own]
) => UseSuspenseQueryResult<Data, Error>

/** A hook that queries a list page by page. */
export type InfiniteQueryHook<Args extends readonly unknown[], E extends AnyEndpoint> = <
  Data = InfinitePages<E>,
>(
  ...args: [...input: Args, options?: InfiniteHookOptions<E, Data>]
) => UseInfiniteQueryResult<Data, Error>

/**
 * A hook that queries a list page by page, and suspends until the first page has loaded. It cannot wait for
 * an id: without one, it throws an `InputError` to the error boundary.
 */
export type SuspenseInfiniteQueryHook<Args extends readonly unknown[], E extends AnyEndpoint> = <
  Data = InfinitePages<E>,
>(
  ...args: [...input: Args, options?: SuspenseInfiniteHookOptions<E, Data>]
) => UseSuspenseInfiniteQueryResult<Data, Error>

export function createQueryHook<E extends AnyEndpoint, Args extends readonly unknown[], Own>(
  declaration: QueryDeclaration<E>,
): QueryHook<Args, OutputOf<E>, Own> {
  return <Data>(...args: AnyArguments) =>
    useQuery<OutputOf<E>, Error, Data, EndpointKey>(useQueryOptions(declaration, args))
}

export function createSuspenseQueryHook<E extends AnyEndpoint, Args extends readonly unknown[], Own>(
  declaration: QueryDeclaration<E>,
): SuspenseQueryHook<Args, OutputOf<E>, Own> {
  return <Data>(...args: AnyArguments) =>
    useSuspenseQuery<OutputOf<E>, Error, Data, EndpointKey>(
      withServerHint(declaration, withIds(declaration, useQueryOptions(declaration, args))),
    )
}

export function createInfiniteQueryHook<E extends AnyEndpoint, Args extends readonly unknown[]>(
  declaration: QueryDeclaration<Extract<ListEndpoint<E>, AnyEndpoint>>,
): InfiniteQueryHook<Args, E> {
  return <Data>(...args: AnyArguments) =>
    useInfiniteQuery<OutputOf<E>, Error, Data, EndpointKey, InputOf<E>>(
      useInfiniteQueryOptions(declaration, args),
    )
}

export function createSuspenseInfiniteQueryHook<E extends AnyEndpoint, Args extends readonly unknown[]>(
  declaration: QueryDeclaration<Extract<ListEndpoint<E>, AnyEndpoint>>,
): SuspenseInfiniteQueryHook<Args, E> {
  return <Data>(...args: AnyArguments) =>
    useSuspenseInfiniteQuery<OutputOf<E>, Error, Data, EndpointKey, InputOf<E>>(
      withServerHint(declaration, withIds(declaration, useInfiniteQueryOptions(declaration, args))),
    )
}

// One implementation serves every declaration, so its arguments and its options have no exact type here. The
// types of the hooks above check both.
// biome-ignore lint/suspicious/noExplicitAny: see above
type AnyArguments = readonly any[]
// biome-ignore lint/suspicious/noExplicitAny: see above
type AnyDeclaration = QueryDeclaration<any>
// biome-ignore lint/suspicious/noExplicitAny: see above
type AnyOptions = any

function useQueryOptions(
  declaration: AnyDeclaration,
  [argument, { live = true, ...options } = {}]: AnyArguments,
): AnyOptions {
  const setup = useGreenroom()
  const input = inputOf(declaration, argument)
  const isOpen = useUpdates() === 'open' && declaration.isUpdated
  const interval = declaration.useInterval?.(input === skipToken ? {} : input)
  const refetchInterval = interval && (isOpen ? repairIntervalMs : interval)
  return merged(query(setup.client, declaration.endpoint, input, setup), {
    ...(live && refetchInterval && { refetchInterval }),
    ...defined(options),
  })
}

function useInfiniteQueryOptions(
  declaration: AnyDeclaration,
  [argument, options = {}]: AnyArguments,
): AnyOptions {
  const setup = useGreenroom()
  const input = inputOf(declaration, argument)
  return merged(
    infiniteQuery<AnyEndpoint>(setup.client, declaration.endpoint as never, input, setup),
    defined(options),
  )
}

/** Returns the endpoint's input for the first argument of a hook. It may lack ids. */
function inputOf({ id }: AnyDeclaration, argument: AnyArguments[number]): AnyOptions {
  if (argument === skipToken || (typeof argument === 'object' && argument)) return argument
  return id === undefined ? {} : { [id]: argument }
}

/** Adds a hook's options to those of its query, which cannot be enabled while an id is missing. */
function merged(own: AnyOptions, options: AnyOptions): AnyOptions {
  return { ...own, ...options, ...(own.enabled === false && { enabled: false }) }
}

/**
 * Explains what to do when a Suspense hook queries on a server, where the client of a page cannot call its
 * gateway: its base URL is a path.
 */
function withServerHint({ endpoint }: AnyDeclaration, options: AnyOptions): AnyOptions {
  if ('window' in globalThis) return options
  const queryFn = async (context: unknown) => {
    try {
      return await options.queryFn(context)
    } catch (error) {
      if (!isConfigError(error)) throw error
      throw new ConfigError(
        `${routeOf(endpoint)} has no data on the server, and a Suspense hook cannot query it there: ${error.message}. Prefetch the query, use the hook without Suspense, or render the component only in the browser.`,
      )
    }
  }
  return { ...options, queryFn }
}

/** Returns the options of a Suspense hook, or throws, because without an id it would suspend forever. */
function withIds({ endpoint }: AnyDeclaration, options: AnyOptions): AnyOptions {
  if (options.queryFn !== skipToken && options.enabled !== false) return options
  const expected = 'all ids, because a Suspense hook cannot wait for them'
  throw new InputError(routeOf(endpoint), [{ pointer: '', expected, received: 'none' }])
}

/**
 * TanStack Query's options for any endpoint: what the hooks are made of, without React. It is fit for server
 * components, loaders and prefetching.
 *
 * @module
 */
export { type EndpointInfiniteQuery, infiniteQuery, type ListEndpoint } from './query/infinite-query.ts'
export { type EndpointMutation, type MutationSetup, mutation } from './query/mutation.ts'
export type { EntryChange, OptimisticChange, RecordsChange } from './query/optimistic.ts'
export { type EndpointQuery, query } from './query/query.ts'
export {
  type EndpointKey,
  type InputArguments,
  type QueryEndpoint,
  type QuerySetup,
  queryKey,
} from './query/query-key.ts'

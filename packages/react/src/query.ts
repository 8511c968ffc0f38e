/**
 * TanStack Query options for any endpoint. The hooks are built on them; they do not import React, so they
 * work in server components, loaders and prefetching.
 *
 * @module
 */
export {
  type EndpointInfiniteQuery,
  infiniteQuery,
  type ListEndpoint,
  type PendingEndpointInfiniteQuery,
} from './query/infinite-query.ts'
export {
  type EndpointMutation,
  type MutationEndpoint,
  type MutationSetup,
  mutation,
} from './query/mutation.ts'
export type { EntryChange, OptimisticChange, RecordsChange } from './query/optimistic.ts'
export { type EndpointQuery, type PendingEndpointQuery, query } from './query/query.ts'
export {
  type EndpointKey,
  type InputArguments,
  type PendingInput,
  type QueryEndpoint,
  type QuerySetup,
  queryKey,
} from './query/query-key.ts'

'use client'

/**
 * React hooks for Telnyx Video: queries and mutations through TanStack Query, and a join token that renews
 * itself.
 *
 * The app provides its own `QueryClientProvider`. Inside it, {@link GreenroomProvider} provides the client
 * that all hooks use. The query options below the hooks, for any endpoint and for server components, are in
 * `@greenroom/react/query`.
 *
 * @module
 */
export type { JoinTokenHandle, JoinTokenSetup } from './join-token/registry.ts'
export { useForgetJoinTokens } from './join-token/use-forget-join-tokens.ts'
export {
  type UseJoinTokenOptions,
  type UseJoinTokenResult,
  useJoinToken,
} from './join-token/use-join-token.ts'
export type { LiveOption } from './live-interval.ts'
export { type Greenroom, GreenroomProvider, type GreenroomProviderProps, useGreenroom } from './provider.tsx'
export type { PendingId, PendingInput } from './query/query-key.ts'
export type { UpdatesSetup } from './updates/use-update-subscription.ts'
export { useUpdates } from './updates/use-updates.ts'
export {
  useComposition,
  useCompositions,
  useCreateComposition,
  useDeleteComposition,
  useInfiniteCompositions,
  useSuspenseComposition,
  useSuspenseCompositions,
  useSuspenseInfiniteCompositions,
} from './use-compositions.ts'
export type {
  InfiniteHookOptions,
  InfinitePages,
  MutationHookOptions,
  QueryHookOptions,
  SuspenseHookOptions,
  SuspenseInfiniteHookOptions,
} from './use-endpoint.ts'
export {
  useEndSession,
  useKickParticipants,
  useMutedParticipants,
  useMuteParticipants,
  useUnmuteParticipants,
} from './use-host-actions.ts'
export {
  useDeleteRecording,
  useDeleteRecordings,
  useInfiniteRecordings,
  useRecording,
  useRecordings,
  useSuspenseInfiniteRecordings,
  useSuspenseRecording,
  useSuspenseRecordings,
} from './use-recordings.ts'
export {
  useCreateRoom,
  useDeleteRoom,
  useInfiniteRooms,
  useRoom,
  useRooms,
  useSuspenseInfiniteRooms,
  useSuspenseRoom,
  useSuspenseRooms,
  useUpdateRoom,
} from './use-rooms.ts'
export {
  useInfiniteParticipants,
  useInfiniteSessions,
  useParticipants,
  useSession,
  useSessions,
  useSuspenseInfiniteParticipants,
  useSuspenseInfiniteSessions,
  useSuspenseParticipants,
  useSuspenseSession,
  useSuspenseSessions,
} from './use-sessions.ts'

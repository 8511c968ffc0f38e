'use client'

/**
 * React hooks for Telnyx Video: what TanStack Query holds for the app, and a join token that renews itself.
 *
 * The app brings its own `QueryClientProvider`; inside of it, {@link GreenroomProvider} gives the client that
 * all hooks call with. What is below the hooks, for any endpoint and for server components, is in
 * `@greenroom/react/query`.
 *
 * @module
 */
export type { JoinTokenHandle, JoinTokenSetup } from './join-token/registry.ts'
export {
  type UseJoinTokenOptions,
  type UseJoinTokenResult,
  useJoinToken,
} from './join-token/use-join-token.ts'
export { type Greenroom, GreenroomProvider, type GreenroomProviderProps, useGreenroom } from './provider.tsx'
export {
  useCompositions,
  useCreateComposition,
  useDeleteComposition,
  useInfiniteCompositions,
  useSuspenseCompositions,
  useSuspenseInfiniteCompositions,
} from './use-compositions.ts'
export type {
  InfiniteHookOptions,
  InfinitePages,
  MutationHookOptions,
  QueryHookOptions,
  SuspenseHookOptions,
} from './use-endpoint.ts'
export {
  useEndSession,
  useKickParticipants,
  useMuteParticipants,
  useUnmuteParticipants,
} from './use-host-actions.ts'
export {
  useDeleteRecording,
  useDeleteRecordings,
  useInfiniteRecordings,
  useRecordings,
  useSuspenseInfiniteRecordings,
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
export { type LiveOption, useParticipants, useSession, useSessions } from './use-sessions.ts'

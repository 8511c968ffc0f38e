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
export type { MutationHookOptions, QueryHookOptions } from './use-endpoint.ts'
export { useCreateRoom, useRoom, useRooms } from './use-rooms.ts'
export { useParticipants, useSession, useSessions } from './use-sessions.ts'

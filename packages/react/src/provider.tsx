import { type Client, ConfigError } from '@greenroom/core'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import {
  createJoinTokenRegistry,
  type JoinTokenRegistry,
  type JoinTokenSetup,
} from './join-token/registry.ts'

/** What the hooks below a provider call with. */
export interface Greenroom {
  readonly client: Client
  /** Whose data it is; `''` unless the provider was given one. */
  readonly scope: string
}

interface Provided {
  readonly greenroom: Greenroom
  readonly tokens: JoinTokenRegistry
}

const Context = createContext<Provided | undefined>(undefined)

/** Props of {@link GreenroomProvider}. */
export interface GreenroomProviderProps {
  /** What sends the calls. Make it once, outside of components. */
  readonly client: Client
  /**
   * The signed-in user, e.g. their id. Neither data nor join tokens of one scope are seen in another; tabs of one scope share
   * their join tokens. Default: `''`, with which each tab has its own.
   */
  readonly scope?: string | undefined
  /** What the join tokens stand on. */
  readonly joinToken?: JoinTokenSetup | undefined
  readonly children?: ReactNode
}

/**
 * Gives the client to the hooks below it. It stands inside of the app's own `QueryClientProvider`.
 *
 * @example
 * ```tsx
 * import { createClient } from '@greenroom/core'
 * import { GreenroomProvider } from '@greenroom/react'
 * import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
 * import type { ReactNode } from 'react'
 *
 * const client = createClient({ baseUrl: '/telnyx' })
 * const queryClient = new QueryClient()
 *
 * export function Providers({ user, children }: { user: string; children: ReactNode }) {
 *   return (
 *     <QueryClientProvider client={queryClient}>
 *       <GreenroomProvider client={client} scope={user}>
 *         {children}
 *       </GreenroomProvider>
 *     </QueryClientProvider>
 *   )
 * }
 * ```
 */
export function GreenroomProvider({ client, scope = '', joinToken, children }: GreenroomProviderProps) {
  const [tokens] = useState(() => createJoinTokenRegistry(joinToken))
  useEffect(() => tokens.configure(joinToken), [tokens, joinToken])
  const provided = useMemo(() => ({ greenroom: { client, scope }, tokens }), [client, scope, tokens])
  return <Context.Provider value={provided}>{children}</Context.Provider>
}

export function useProvided(): Provided {
  const provided = useContext(Context)
  if (!provided) throw new ConfigError('Hooks of @greenroom/react need a <GreenroomProvider> above them')
  return provided
}

/**
 * Gives the client and the scope of the provider above, for calls that have no hook.
 *
 * @throws {ConfigError} when there is no provider above.
 *
 * @example
 * ```tsx
 * import { roomSessions } from '@greenroom/core/video'
 * import { useGreenroom } from '@greenroom/react'
 * import { query } from '@greenroom/react/query'
 * import { useQuery } from '@tanstack/react-query'
 *
 * export function useActiveSessions() {
 *   const { client, scope } = useGreenroom()
 *   return useQuery(query(client, roomSessions.list, { filter: { active: true } }, { scope }))
 * }
 * ```
 */
export function useGreenroom(): Greenroom {
  return useProvided().greenroom
}

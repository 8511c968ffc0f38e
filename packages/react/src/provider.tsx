import { type Client, ConfigError } from '@greenroom/core'
import { QueryClientContext } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'
import {
  createJoinTokenRegistry,
  type JoinTokenPool,
  type JoinTokenRegistry,
  type JoinTokenSetup,
  poolOf,
  warnOnce,
} from './join-token/registry.ts'
import { createUpdatesStore, type UpdatesStore } from './updates/updates-store.ts'
import { type UpdatesSetup, useUpdateSubscription } from './updates/use-update-subscription.ts'

/** What a provider supplies to the hooks below it. */
export interface Greenroom {
  readonly client: Client
  /** The signed-in user who owns the data; `''` unless the provider has a `scope`. */
  readonly scope: string
}

interface ContextValue {
  readonly greenroom: Greenroom
  readonly tokens: JoinTokenRegistry
  readonly updates: UpdatesStore
}

/** Bundlers replace `process.env.NODE_ENV`, as they do in React. */
declare const process: { readonly env: { readonly NODE_ENV?: string } }

const Context = createContext<ContextValue | undefined>(undefined)

/** Props of {@link GreenroomProvider}. */
export interface GreenroomProviderProps {
  /** Client that sends the calls. Create it once, outside of components. */
  readonly client: Client
  /**
   * The signed-in user, e.g. their id. Data and join tokens of one scope are not visible in another. Tabs
   * with the same scope share their join tokens. Default: `''`, and each tab has its own tokens.
   */
  readonly scope?: string | undefined
  /** Options of the join tokens. */
  readonly joinToken?: JoinTokenSetup | undefined
  /**
   * Whether to receive changes as they happen, from a gateway that has an update hub. While the connection is
   * open, hooks do not poll what the updates report, but refetch it every ten minutes. Default: false, they
   * poll.
   */
  readonly updates?: boolean | UpdatesSetup | undefined
  readonly children?: ReactNode
}

/**
 * Provides the client to the hooks below it. Place it inside the app's own `QueryClientProvider`.
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
export function GreenroomProvider({
  client,
  scope = '',
  joinToken,
  updates = false,
  children,
}: GreenroomProviderProps) {
  const queryClient = useContext(QueryClientContext)
  const [pool] = useState(() => poolOf(queryClient ?? {}))
  const [tokens] = useState(() => createJoinTokenRegistry(joinToken, pool))
  useEffect(() => tokens.configure(joinToken), [tokens, joinToken])
  const [store] = useState(createUpdatesStore)
  const provided = useMemo(
    () => ({ greenroom: { client, scope }, tokens, updates: store }),
    [client, scope, tokens, store],
  )
  useUpdateSubscription(provided.greenroom, updates, store)
  if (process.env.NODE_ENV !== 'production') {
    // biome-ignore lint/correctness/useHookAtTopLevel: the condition is constant, and bundlers resolve it
    useWarning(provided.greenroom, pool)
  }
  return <Context.Provider value={provided}>{children}</Context.Provider>
}

/** Warns in development when the client or the scope changes twice within five seconds. */
function useWarning(greenroom: Greenroom, pool: JoinTokenPool) {
  const changes = useRef<{ readonly of: Greenroom; readonly at: number }[]>([])
  useEffect(() => {
    const at = Date.now()
    // StrictMode runs an effect twice.
    changes.current = changes.current.filter((change) => change.of !== greenroom && at - change.at < 5_000)
    if (changes.current.push({ of: greenroom, at }) > 2) {
      warnOnce(
        pool,
        '<GreenroomProvider> received a new client or scope on each render. Create the client outside of components, or keep it in a state: with each new one, join tokens are requested again.',
      )
    }
  }, [greenroom, pool])
}

export function useProvided(): ContextValue {
  const provided = useContext(Context)
  if (!provided) throw new ConfigError('Hooks of @greenroom/react need a <GreenroomProvider> above them')
  return provided
}

/**
 * Returns the client and the scope of the provider above, for calls that have no hook.
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

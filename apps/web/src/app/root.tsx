import { GreenroomProvider, type JoinTokenSetup } from '@greenroom/react'
import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useMatches } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { telnyx } from '../api/clients.ts'
import { page } from '../api/network.ts'
import { clearUserData } from '../session/clear-user-data.ts'
import type { User } from '../session/session-api.ts'
import { subscribeToSignOut } from '../session/session-channel.ts'
import { SessionGate } from '../session/session-gate.tsx'
import { markSignedOut } from '../session/session-query.ts'
import { createTokenLog } from '../token-timeline/token-log.ts'
import { TokenLogContext } from '../token-timeline/token-log-context.ts'
import { ToastOutlet } from '../ui/toast-outlet.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { Layout } from './layout.tsx'
import { watchServerStatus } from './server-status.ts'

/** The root of every route: the banner and toasts for all, the page itself for signed-in users. */
export function Root() {
  const queryClient = useQueryClient()
  const [serverStatus] = useState(() => watchServerStatus(queryClient.getQueryCache()))
  useEffect(() => subscribeToSignOut(() => void clearUserData(queryClient)), [queryClient])
  // The gallery shows no data of a user.
  const isPublic = useMatches({ select: (matches) => matches.some(({ routeId }) => routeId === '/gallery') })
  if (isPublic) return <Outlet />
  return (
    <>
      <ConnectionBanner serverStatus={serverStatus} />
      <SessionGate>{(user) => <SignedIn key={user.id} user={user} />}</SessionGate>
      <ToastOutlet />
    </>
  )
}

/** The state of one user: their data, their join tokens and the token event log. */
function SignedIn({ user }: { readonly user: User }) {
  const queryClient = useQueryClient()
  const [log] = useState(createTokenLog)
  const joinToken = useMemo<JoinTokenSetup>(
    () => ({
      page,
      onEvent: (event, { roomId }) => log.record(event, roomId),
      onUnauthorized: () => markSignedOut(queryClient),
    }),
    [log, queryClient],
  )
  return (
    <TokenLogContext value={log}>
      <GreenroomProvider client={telnyx} scope={user.id} joinToken={joinToken} updates>
        <Layout user={user}>
          <Outlet />
        </Layout>
      </GreenroomProvider>
    </TokenLogContext>
  )
}

import { GreenroomProvider } from '@greenroom/react'
import { useQueryClient } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { useState } from 'react'
import { telnyx } from '../api/clients.ts'
import { SessionGate } from '../session/session-gate.tsx'
import { watchConnection } from './connection.ts'
import { ConnectionBanner } from './connection-banner.tsx'
import { Layout } from './layout.tsx'

/** What every route is in: the banner for all, the rest for who is signed in. */
export function Root() {
  const queryClient = useQueryClient()
  const [connection] = useState(() => watchConnection(queryClient.getQueryCache()))
  return (
    <>
      <ConnectionBanner connection={connection} />
      <SessionGate>
        {(user) => (
          <GreenroomProvider key={user.id} client={telnyx} scope={user.id}>
            <Layout user={user}>
              <Outlet />
            </Layout>
          </GreenroomProvider>
        )}
      </SessionGate>
    </>
  )
}

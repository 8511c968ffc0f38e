'use client'

import { createClient } from '@greenroom/core'
import { GreenroomProvider } from '@greenroom/react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useState } from 'react'
import type { User } from '../server/session.ts'

/** Calls the gateway, which keeps the API key. */
const client = createClient({ baseUrl: '/telnyx' })

const UserContext = createContext<User>({ id: '', name: '' })

export const useUser = () => useContext(UserContext)

export function Providers({ user, children }: { user: User; children: ReactNode }) {
  // One cache for each page: the server must not share one among users.
  const [queryClient] = useState(() => new QueryClient())
  return (
    <QueryClientProvider client={queryClient}>
      <GreenroomProvider client={client} scope={user.id} updates>
        <UserContext value={user}>{children}</UserContext>
      </GreenroomProvider>
    </QueryClientProvider>
  )
}

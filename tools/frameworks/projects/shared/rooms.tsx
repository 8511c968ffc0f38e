'use client'

import { createClient } from '@greenroom/core'
import { GreenroomProvider, useJoinToken, useRooms, useSessions, useUpdates } from '@greenroom/react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'

const client = createClient({ baseUrl: '/telnyx' })

/** Provides the hooks with a client of the gateway, and with a query cache of this page. */
export function Providers({ user, children }: { readonly user: string; readonly children: ReactNode }) {
  const [queryClient] = useState(() => new QueryClient())
  return (
    <QueryClientProvider client={queryClient}>
      <GreenroomProvider client={client} scope={user} updates>
        {children}
      </GreenroomProvider>
    </QueryClientProvider>
  )
}

/** Lists the rooms, with the people in them. */
export function Rooms() {
  const rooms = useRooms({ page: { size: 10 } })
  const updates = useUpdates()
  if (rooms.error) return <p role="alert">{rooms.error.message}</p>
  return (
    <main>
      <h1>Rooms</h1>
      <p>Updates: {updates}</p>
      <ul>
        {rooms.data?.data.map(({ id, unique_name }) => (
          <li key={id}>
            {unique_name}: <Presence roomId={id} />
          </li>
        ))}
      </ul>
    </main>
  )
}

function Presence({ roomId }: { readonly roomId: string }) {
  const { token } = useJoinToken(roomId)
  const sessions = useSessions({ room_id: roomId, filter: { active: true }, include_participants: true })
  const participants = sessions.data?.data.flatMap((session) => session.participants ?? [])
  const people = participants?.filter(({ left_at }) => !left_at)
  return (
    <span>
      {people?.length ?? '…'} here, {token === undefined ? 'no token' : 'ready to join'}
    </span>
  )
}

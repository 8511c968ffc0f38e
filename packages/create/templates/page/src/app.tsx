import { createClient } from '@greenroom/core'
import { GreenroomProvider } from '@greenroom/react'
import { Call } from '@greenroom/ui'
import { useQuery } from '@tanstack/react-query'
import { loadVideo } from './load-video.ts'
import { Rooms } from './rooms.tsx'
import { sessionQuery, useSignOut } from './session.ts'
import { SignIn } from './sign-in.tsx'
import { leaveRoom, useRoomId } from './use-room-id.ts'

/** Calls the gateway, which keeps the API key. */
const client = createClient({ baseUrl: '/telnyx' })

export function App() {
  const { data: user, error } = useQuery(sessionQuery)
  const signOut = useSignOut()
  const roomId = useRoomId()

  if (error) return <p role="alert">{error.message}</p>
  if (user === undefined) return <p>Loading…</p>
  if (user === null) return <SignIn />
  return (
    <GreenroomProvider client={client} scope={user.id} updates>
      <header>
        <a href="#/">Rooms</a>
        <span>{user.name}</span>
        <button type="button" onClick={() => signOut.mutate()}>
          Sign out
        </button>
      </header>
      {roomId === '' ? (
        <Rooms />
      ) : (
        <Call roomId={roomId} displayName={user.name} load={loadVideo} onLeave={leaveRoom} />
      )}
    </GreenroomProvider>
  )
}

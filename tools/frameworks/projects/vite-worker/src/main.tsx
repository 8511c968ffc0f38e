import '@greenroom/ui/styles.css'
import { useRooms } from '@greenroom/react'
import { Call } from '@greenroom/ui'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Providers, Rooms } from './greenroom/rooms.tsx'
import { userOf } from './greenroom/user.ts'

function FirstCall() {
  const room = useRooms({ page: { size: 1 } }).data?.data[0]
  return room === undefined ? <p>Loading…</p> : <Call roomId={room.id} displayName="Ann" />
}

const isCall = new URLSearchParams(location.search).has('call')

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root".')
createRoot(root).render(
  <StrictMode>
    <Providers user={userOf(document.cookie) ?? 'guest'}>{isCall ? <FirstCall /> : <Rooms />}</Providers>
  </StrictMode>,
)

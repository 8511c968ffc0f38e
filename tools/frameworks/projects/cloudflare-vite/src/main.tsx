import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Providers, Rooms } from './greenroom/rooms.tsx'
import { userOf } from './greenroom/user.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root".')
createRoot(root).render(
  <StrictMode>
    <Providers user={userOf(document.cookie) ?? 'guest'}>
      <Rooms />
    </Providers>
  </StrictMode>,
)

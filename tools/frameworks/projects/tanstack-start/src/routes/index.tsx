import { HydrationBoundary } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { createServerFn } from '@tanstack/react-start'
import { getRequestHeader } from '@tanstack/react-start/server'
import { prefetchRooms } from '../greenroom/prefetch.ts'
import { Providers, Rooms } from '../greenroom/rooms.tsx'
import { userOf } from '../greenroom/user.ts'

const loadRooms = createServerFn().handler(async () => {
  const user = userOf(getRequestHeader('cookie'))
  return user === undefined ? undefined : { user, rooms: await prefetchRooms(process.env, user) }
})

export const Route = createFileRoute('/')({ loader: () => loadRooms(), component: Home })

function Home() {
  const loaded = Route.useLoaderData()
  if (loaded === undefined) return <p>Sign in first.</p>
  return (
    <Providers user={loaded.user}>
      <HydrationBoundary state={loaded.rooms}>
        <Rooms />
      </HydrationBoundary>
    </Providers>
  )
}

import { HydrationBoundary } from '@tanstack/react-query'
import { useLoaderData } from 'react-router'
import { prefetchRooms } from '../greenroom/prefetch.ts'
import { Providers, Rooms } from '../greenroom/rooms.tsx'
import { userOf } from '../greenroom/user.ts'

export async function loader({ request }: { readonly request: Request }) {
  const user = userOf(request.headers.get('cookie'))
  return user === undefined ? undefined : { user, rooms: await prefetchRooms(process.env, user) }
}

export default function Home() {
  const loaded = useLoaderData<typeof loader>()
  if (loaded === undefined) return <p>Sign in first.</p>
  return (
    <Providers user={loaded.user}>
      <HydrationBoundary state={loaded.rooms}>
        <Rooms />
      </HydrationBoundary>
    </Providers>
  )
}

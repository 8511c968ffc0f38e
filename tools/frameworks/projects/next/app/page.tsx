import { HydrationBoundary } from '@tanstack/react-query'
import { cookies } from 'next/headers'
import { prefetchRooms } from '../greenroom/prefetch.ts'
import { Providers, Rooms } from '../greenroom/rooms.tsx'
import { userOf } from '../greenroom/user.ts'

export default async function Page() {
  const user = userOf((await cookies()).toString())
  if (user === undefined) return <p>Sign in first.</p>
  return (
    <Providers user={user}>
      <HydrationBoundary state={await prefetchRooms(process.env, user)}>
        <Rooms />
      </HydrationBoundary>
    </Providers>
  )
}

import { createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { query } from '@greenroom/react/query'
import { type DehydratedState, dehydrate, QueryClient } from '@tanstack/react-query'
import type { Env } from './gateway.ts'

/** Loads the rooms on the server, with the API key, for the page of a user. */
export async function prefetchRooms(env: Env, user: string): Promise<DehydratedState> {
  const client = createClient({ apiKey: env.TELNYX_API_KEY, baseUrl: env.TELNYX_BASE_URL })
  const queryClient = new QueryClient()
  // The same input and scope as in the page: they are the key under which the page looks the rooms up.
  await queryClient.prefetchQuery(query(client, rooms.list, { page: { size: 10 } }, { scope: user }))
  return dehydrate(queryClient)
}

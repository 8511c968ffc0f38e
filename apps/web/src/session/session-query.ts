import { isApiError } from '@greenroom/core'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { site } from '../api/clients.ts'
import { pollEvery } from '../api/poll.ts'
import { retrieve, type User } from './session-api.ts'

/** Somebody is signed in, or nobody: not yet, or not any more since the server ended the session. */
export type SessionState = { readonly user: User } | { readonly user?: never; readonly hasEnded: boolean }

/** Who is signed in. It also is the page's heartbeat: it asks now and then whether anybody answers. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal, client }): Promise<SessionState> => {
    try {
      const { user } = await retrieve(site, {}, { signal })
      return { user }
    } catch (error) {
      if (isApiError(error) && error.status === 401) return getStateAfterUnauthorized(stateIn(client))
      throw error
    }
  },
  refetchInterval: pollEvery(15_000),
})

/** Takes note that the server no longer knows who this is. */
export function markSignedOut(client: QueryClient): void {
  client.setQueryData(sessionQuery.queryKey, getStateAfterUnauthorized)
}

/** What a 401 makes of what was known: a session that was there has ended. */
export function getStateAfterUnauthorized(before: SessionState | undefined): SessionState {
  return before?.user === undefined ? (before ?? { hasEnded: false }) : { hasEnded: true }
}

function stateIn(client: QueryClient): SessionState | undefined {
  return client.getQueryData<SessionState>(['session'])
}

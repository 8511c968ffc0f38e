import { isApiError } from '@greenroom/core'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { site } from '../api/clients.ts'
import { pollEvery } from '../api/poll.ts'
import { retrieve, type User } from './session-api.ts'

/** The signed-in user; or, without one, whether a session existed and has ended. */
export type SessionState = { readonly user: User } | { readonly user?: never; readonly hasEnded: boolean }

/** The current session. Its polling also shows whether the server responds. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal, client }): Promise<SessionState> => {
    try {
      const { user } = await retrieve(site, {}, { signal })
      return { user }
    } catch (error) {
      if (isApiError(error) && error.status === 401) return getStateAfterUnauthorized(getState(client))
      throw error
    }
  },
  refetchInterval: pollEvery(15_000),
})

/** Records that the server rejected a request with status 401. */
export function markSignedOut(client: QueryClient): void {
  client.setQueryData(sessionQuery.queryKey, getStateAfterUnauthorized)
}

/** Returns the session state after a 401: an existing session has ended. */
export function getStateAfterUnauthorized(previous: SessionState | undefined): SessionState {
  return previous?.user === undefined ? (previous ?? { hasEnded: false }) : { hasEnded: true }
}

function getState(client: QueryClient): SessionState | undefined {
  return client.getQueryData<SessionState>(['session'])
}

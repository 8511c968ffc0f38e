import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { pollEvery } from '../api/poll.ts'
import { getFailureKind } from '../errors/failure-kind.ts'
import { markSignedOut, sessionQuery } from '../session/session-query.ts'

/**
 * Creates the query client. It handles the failures that concern the whole page, such as an expired session.
 */
export function createAppQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (getFailureKind(error) === 'signed-out') markSignedOut(client)
  }
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({
      onError(error) {
        onError(error)
        // A mutation is not retried. The session query is, and shows when the server responds again.
        if (getFailureKind(error) === 'unreachable') void client.invalidateQueries(sessionQuery)
      },
    }),
    defaultOptions: {
      queries: {
        // The API client has already retried. After that, polling takes over.
        retry: false,
        refetchInterval: pollEvery(),
        // `navigator.onLine` is often wrong, especially for a server on this machine.
        networkMode: 'always',
        refetchOnReconnect: true,
        staleTime: 2_000,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
  return client
}

import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { pollEvery } from '../api/poll.ts'
import { getFailureKind } from '../errors/failure-kind.ts'
import { markSignedOut, sessionQuery } from '../session/session-query.ts'

/** The page's query client: every failure that is about the whole page is dealt with here, once. */
export function createAppQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (getFailureKind(error) === 'signed-out') markSignedOut(client)
  }
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({
      onError(error) {
        onError(error)
        // A form's failure is over once it is said; the heartbeat goes on to ask until somebody answers.
        if (getFailureKind(error) === 'unreachable') void client.invalidateQueries(sessionQuery)
      },
    }),
    defaultOptions: {
      queries: {
        // The client below has tried again already; from here on the polling does.
        retry: false,
        refetchInterval: pollEvery(),
        // A browser that says it is offline is often wrong, above all about its own machine.
        networkMode: 'always',
        refetchOnReconnect: true,
        staleTime: 2_000,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
  return client
}

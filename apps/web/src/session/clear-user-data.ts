import type { QueryClient } from '@tanstack/react-query'
import { type SessionState, sessionQuery } from './session-query.ts'

const signedOutState: SessionState = { hasEnded: false }

/** Clears everything that was loaded for the user who has signed out. */
export async function clearUserData(client: QueryClient): Promise<void> {
  await client.cancelQueries()
  // This unmounts the signed-in page with its provider, which ends calls and disposes of join tokens.
  client.setQueryData<SessionState>(sessionQuery.queryKey, signedOutState)
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] })
  client.getMutationCache().clear()
}

import type { QueryClient } from '@tanstack/react-query'
import { type SessionState, sessionQuery } from './session-query.ts'

const signedOutState: SessionState = { hasEnded: false }

/** Forgets everything that was loaded for the person who has signed out. */
export async function clearUserData(client: QueryClient): Promise<void> {
  await client.cancelQueries()
  // The provider of the hooks goes with the signed-in page, and with it the call and its join tokens.
  client.setQueryData<SessionState>(sessionQuery.queryKey, signedOutState)
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] })
  client.getMutationCache().clear()
}

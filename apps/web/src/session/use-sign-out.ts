import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { site } from '../api/clients.ts'
import { end } from './session-api.ts'
import { type SessionState, sessionQuery } from './session-query.ts'

const leftOnPurpose: SessionState = { ended: false }

/** Signs out, and forgets everything that was loaded for this person. */
export function useSignOut() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => end(site),
    onSuccess: async () => {
      await client.cancelQueries()
      await navigate({ to: '/' })
      // The provider of the hooks goes with the signed-in page, and its join tokens with it.
      client.setQueryData<SessionState>(sessionQuery.queryKey, leftOnPurpose)
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] })
    },
  })
}

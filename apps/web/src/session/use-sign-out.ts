import { useForgetJoinTokens } from '@greenroom/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { site } from '../api/clients.ts'
import { clearUserData } from './clear-user-data.ts'
import { end } from './session-api.ts'
import { announceSignOut } from './session-channel.ts'

/** Signs out in every tab: ends calls, and clears join tokens and loaded data. */
export function useSignOut() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const forgetTokens = useForgetJoinTokens()
  return useMutation({
    mutationFn: () => end(site),
    onSuccess: async () => {
      forgetTokens()
      announceSignOut()
      await navigate({ to: '/' })
      await clearUserData(client)
    },
  })
}

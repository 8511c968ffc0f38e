import { useForgetJoinTokens } from '@greenroom/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { site } from '../api/clients.ts'
import { forgetPerson } from './forget.ts'
import { end } from './session-api.ts'
import { tellSignOut } from './session-channel.ts'

/** Signs out, in every tab: tokens, calls and what was loaded are gone. */
export function useSignOut() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const forgetTokens = useForgetJoinTokens()
  return useMutation({
    mutationFn: () => end(site),
    onSuccess: async () => {
      forgetTokens()
      tellSignOut()
      await navigate({ to: '/' })
      await forgetPerson(client)
    },
  })
}

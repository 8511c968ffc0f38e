import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'

export interface User {
  readonly id: string
  readonly name: string
}

/** The signed-in user, or null. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => request('GET'),
  staleTime: Number.POSITIVE_INFINITY,
})

export function useSignIn() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (name: string) => request('POST', { name }),
    onSuccess: (user) => queryClient.setQueryData(sessionQuery.queryKey, user),
  })
}

export function useSignOut() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => request('DELETE'),
    onSuccess: () => {
      queryClient.clear() // the data of this user
      queryClient.setQueryData(sessionQuery.queryKey, null)
    },
  })
}

async function request(method: 'GET' | 'POST' | 'DELETE', body?: object): Promise<User | null> {
  const response = await fetch('/session', {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  const answer = await response.json().catch(() => null)
  if (!response.ok) throw new Error(answer?.title ?? `The server answered with status ${response.status}.`)
  return answer.user
}

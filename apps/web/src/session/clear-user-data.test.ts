import { QueryClient } from '@tanstack/react-query'
import { expect, it, vi } from 'vitest'
import { clearUserData } from './clear-user-data.ts'
import { announceSignOut, subscribeToSignOut } from './session-channel.ts'

it('leaves nothing in the caches but that nobody is signed in', async () => {
  const client = new QueryClient()
  client.setQueryData(['session'], { user: { id: 'u', name: 'Ann' } })
  client.setQueryData(['telnyx', 'u', 'rooms'], { data: [] })
  await clearUserData(client)
  expect(
    client
      .getQueryCache()
      .getAll()
      .map(({ queryKey }) => queryKey),
  ).toEqual([['session']])
  expect(client.getQueryData(['session'])).toEqual({ hasEnded: false })
})

it('is heard of in the other tabs, until they stop listening', async () => {
  const heard = vi.fn()
  const stop = subscribeToSignOut(heard)
  announceSignOut()
  await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce())
  stop()
})

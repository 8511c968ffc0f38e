import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it, vi } from 'vitest'
import { clearUserData } from './clear-user-data.ts'
import { announceSignOut, subscribeToSignOut } from './session-channel.ts'

describe('clearUserData', () => {
  it('clears the caches, except for the signed-out state', async () => {
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
})

describe('announceSignOut', () => {
  it('notifies subscribers in other tabs until they unsubscribe', async () => {
    const listener = vi.fn()
    const unsubscribe = subscribeToSignOut(listener)
    announceSignOut()
    await vi.waitFor(() => expect(listener).toHaveBeenCalledOnce())
    unsubscribe()
  })
})

import type { Client } from '@greenroom/core'
import { subscribeToUpdates } from '@greenroom/core/updates'
import { QueryClientContext } from '@tanstack/react-query'
import { useContext, useEffect } from 'react'
import { createUpdateSink } from './apply-updates.ts'
import type { UpdatesStore } from './updates-store.ts'

/** Which updates a provider subscribes to. */
export interface UpdatesSetup {
  /** Rooms to watch (UUID). Default: every room that the user may access. */
  readonly rooms?: readonly string[] | undefined
}

/** Keeps the cache current while the component is mounted. */
export function useUpdateSubscription(
  { client, scope }: { readonly client: Client; readonly scope: string },
  updates: boolean | UpdatesSetup,
  store: UpdatesStore,
): void {
  const queryClient = useContext(QueryClientContext)
  const isOn = updates !== false
  // A list that is made in each render must not reconnect each time.
  const rooms = typeof updates === 'object' ? updates.rooms?.join('\n') : undefined
  useEffect(() => {
    if (!isOn || !queryClient) return
    const controller = new AbortController()
    const sink = createUpdateSink(queryClient, scope)
    let wasOpen = false
    subscribeToUpdates({
      client,
      rooms: rooms?.split('\n').filter((room) => room !== ''),
      identity: scope,
      signal: controller.signal,
      onUpdate: sink.apply,
      onReset: sink.reset,
      onStatus(status) {
        if (controller.signal.aborted) return
        store.set(status)
        // What was fetched before the first connection may have changed since.
        if (status === 'open' && !wasOpen) sink.reset()
        wasOpen ||= status === 'open'
      },
    })
    return () => {
      controller.abort()
      sink.dispose()
      store.set('closed')
    }
  }, [client, scope, isOn, rooms, queryClient, store])
}

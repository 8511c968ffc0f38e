import type { Client } from '@greenroom/core'
import { QueryClientContext } from '@tanstack/react-query'
import { useContext, useEffect } from 'react'
import type { UpdatesStore } from './updates-store.ts'

/** Which updates a provider subscribes to. */
export interface UpdatesSetup {
  /**
   * Rooms to watch (UUID). Default: every room that the user may access. With an empty list nothing is
   * watched, and hooks poll. Empty ids are ignored, as of rooms that are not known yet.
   */
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
    const { signal } = controller
    // Loaded when it is needed: an app without updates does not download it.
    import('./subscribe.ts')
      .then(({ subscribe }) => {
        if (!signal.aborted)
          subscribe({ client, scope, rooms: rooms?.split('\n'), queryClient, store, signal })
      })
      // Without the module, hooks poll.
      .catch(() => undefined)
    return () => {
      controller.abort()
      store.set('closed')
    }
  }, [client, scope, isOn, rooms, queryClient, store])
}

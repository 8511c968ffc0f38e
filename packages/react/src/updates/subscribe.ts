import type { Client } from '@greenroom/core'
import { subscribeToUpdates } from '@greenroom/core/updates'
import type { QueryClient } from '@tanstack/react-query'
import { createUpdateSink } from './apply-updates.ts'
import type { UpdatesStore } from './updates-store.ts'

/** What a subscription keeps current. */
export interface Subscription {
  readonly client: Client
  readonly scope: string
  readonly rooms: readonly string[] | undefined
  readonly queryClient: QueryClient
  readonly store: UpdatesStore
  readonly signal: AbortSignal
}

/** Applies the updates of a client to the cache of a scope until the signal aborts. */
export function subscribe({ client, scope, rooms, queryClient, store, signal }: Subscription): void {
  const watched = rooms?.filter((room) => room !== '')
  if (watched?.length === 0) return
  const sink = createUpdateSink(queryClient, scope)
  let wasOpen = false
  signal.addEventListener('abort', sink.dispose)
  subscribeToUpdates({
    client,
    rooms: watched,
    identity: scope,
    signal,
    onUpdate: sink.apply,
    onReset: sink.reset,
    onStatus(status) {
      if (signal.aborted) return
      store.set(status)
      // What was fetched before the first connection may have changed since.
      if (status === 'open' && !wasOpen) sink.reset()
      wasOpen ||= status === 'open'
    },
  })
}

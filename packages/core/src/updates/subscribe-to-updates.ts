import { systemTimers } from '../join-token/clock.ts'
import { ignoreErrors } from '../join-token/ignore-errors.ts'
import type { PageLifecycle } from '../join-token/page-lifecycle.ts'
import { openBroadcastChannel, type TabLocks } from '../join-token/tabs.ts'
import { keepConnected } from './reconnect.ts'
import type { SubscribeToUpdatesOptions, UpdatesMessage, UpdatesStatus } from './types.ts'

/** How many ids are remembered, so that no update is reported twice. */
const rememberedIds = 1_000

/**
 * Subscribes to the updates of a gateway: changes of rooms, sessions, participants, recordings and
 * compositions, as they happen. It works where `fetch` can stream responses.
 *
 * After a lost connection it reconnects with full jitter (0.5 to 30 seconds, or as the server requests) and
 * continues where it was. If updates may have been missed, it calls `onReset`. It stops after a terminal
 * error, such as a missing hub (404) or a denial (403).
 *
 * @example
 * ```ts
 * import { createClient } from '@greenroom/core'
 * import { subscribeToUpdates } from '@greenroom/core/updates'
 *
 * const controller = new AbortController()
 * subscribeToUpdates({
 *   client: createClient({ baseUrl: '/telnyx' }),
 *   signal: controller.signal,
 *   onUpdate: ({ type, room_id }) => console.log(type, room_id),
 *   onReset: () => console.log('Fetch the state again'),
 * })
 * ```
 */
export function subscribeToUpdates(options: SubscribeToUpdatesOptions): void {
  const {
    client,
    rooms,
    signal,
    identity,
    timers = systemTimers,
    random = Math.random,
    page = globalThis as PageLifecycle,
    openChannel = openBroadcastChannel,
    locks = platformLocks(),
  } = options
  const deliver = createDelivery(options)
  const connect = (
    cursor: string | undefined,
    leading: AbortSignal,
    onMessage: (message: UpdatesMessage) => void,
    wasOpen = false,
  ) => keepConnected({ client, rooms, cursor, wasOpen, signal: leading, timers, random, page, onMessage })

  const connectAlone = () => connect(undefined, signal, deliver)
  const work =
    identity && locks
      ? // Only subscriptions with an identity need this code. Without it, or a channel, the tab works alone.
        import('./share-connection.ts')
          .then(({ shareConnection }) =>
            shareConnection({
              identity,
              rooms,
              openChannel,
              locks,
              timers,
              signal,
              connect,
              onMessage: deliver,
            }),
          )
          .catch(connectAlone)
      : connectAlone()
  // Everything is reported by the callbacks.
  work.catch(() => undefined)
}

/** Returns a function that calls the callbacks: with each update and each status once. */
function createDelivery({ onUpdate, onReset, onStatus, signal }: SubscribeToUpdatesOptions) {
  const seen = new Set<string>()
  let status: UpdatesStatus | undefined
  return (message: UpdatesMessage) => {
    if (message.type === 'status') {
      if (message.status === status) return
      status = message.status
      ignoreErrors(() => onStatus?.(message.status, message.error))
    } else if (signal.aborted) return
    else if (message.type === 'reset') ignoreErrors(onReset)
    else if (message.type === 'update' && !seen.has(message.update.id)) {
      seen.add(message.update.id)
      if (seen.size > rememberedIds) seen.delete(seen.values().next().value as string)
      ignoreErrors(() => onUpdate(message.update))
    }
  }
}

function platformLocks(): TabLocks | undefined {
  return (globalThis as { navigator?: { locks?: TabLocks } }).navigator?.locks
}

import { systemTimers, type Timers } from '../join-token/clock.ts'
import { ignoreErrors } from '../join-token/ignore-errors.ts'
import type { PageLifecycle } from '../join-token/page-lifecycle.ts'
import { keepConnected } from './reconnect.ts'
import type { ShareOptions } from './share-connection.ts'
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
  const { signal, identity, random = Math.random, page = globalThis as PageLifecycle } = options
  const timers = unreferenced(options.timers ?? systemTimers)
  const onMessage = createDelivery(options)
  const connect: ShareOptions['connect'] = (report, position) =>
    keepConnected({ ...options, timers, random, page, onMessage: report, ...position })
  const connectAlone = () => connect(onMessage, { signal })
  const work = identity
    ? // Only subscriptions with an identity need this code. Without it, or a channel, the tab works alone.
      import('./share-connection.ts')
        .then(({ shareConnection }) => shareConnection({ ...options, identity, timers, connect, onMessage }))
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

/** Returns timers that do not keep a process alive. */
function unreferenced(timers: Timers): Timers {
  return {
    setTimeout(callback, ms) {
      const timer = timers.setTimeout(callback, ms)
      // Only Node's timers have this method.
      Object(timer).unref?.()
      return timer
    },
    clearTimeout: (timer) => timers.clearTimeout(timer),
  }
}

import { createClient } from '@greenroom/core'
import { subscribeToUpdates } from '@greenroom/core/updates'

/** What a program saw of its subscription. */
export interface SeenUpdates {
  readonly received: readonly string[]
  readonly statuses: readonly string[]
  readonly resets: number
}

/**
 * Subscribes as a user until it has three updates, and resolves when the subscription has ended. The same
 * program runs in Node, Deno, Bun, workerd and Chromium.
 */
export function receiveThree(baseUrl: string, user: string): Promise<SeenUpdates> {
  const controller = new AbortController()
  const received: string[] = []
  const statuses: string[] = []
  let resets = 0
  return new Promise((resolve) => {
    subscribeToUpdates({
      client: createClient({ baseUrl, headers: { 'x-user': user } }),
      signal: controller.signal,
      onUpdate({ id }) {
        received.push(id)
        if (received.length === 3) controller.abort()
      },
      onReset() {
        resets++
      },
      onStatus(status) {
        statuses.push(status)
        if (status === 'closed') resolve({ received, statuses, resets })
      },
    })
  })
}

/** Subscribes to a gateway that asks for a long wait, and leaves the subscription open. */
export function waitLong(baseUrl: string): Promise<string> {
  return new Promise((resolve) => {
    subscribeToUpdates({
      client: createClient({ baseUrl, headers: { 'x-user': 'busy' } }),
      signal: new AbortController().signal,
      onUpdate: () => undefined,
      onReset: () => undefined,
      onStatus: (status) => status === 'waiting' && resolve(status),
    })
  })
}

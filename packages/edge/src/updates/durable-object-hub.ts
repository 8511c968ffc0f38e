import { ConfigError } from '@greenroom/core'
import type { Update } from '@greenroom/core/updates'
import { connect } from './hub-socket.ts'
import { writeSubscription } from './subscription.ts'
import type { HubItem, UpdateHub } from './update-hub.ts'

/** What {@link createDurableObjectHub} needs of a stub of the object. */
interface UpdateHubStub {
  readonly id: object
  publish(update: Update): Promise<void>
  fetch(url: string, init: RequestInit): Promise<Response>
}

/** The binding of a Durable Object namespace with the class `UpdateHubObject`. */
export interface UpdateHubNamespace {
  getByName(name: string): object
}

/** Options of {@link createDurableObjectHub}. */
export interface DurableObjectHubOptions {
  /** Name of the object. Default: `updates`. */
  readonly name?: string | undefined
  /**
   * Number of relays, 0 to 1,000. Streams then connect to one of as many objects of the same class, which
   * share their subscriptions to the main object: one object sends to about a thousand streams. Cursors are
   * valid at any relay. Default: 0, streams connect to the main object.
   */
  readonly relays?: number | undefined
}

const mostRelays = 1_000

/**
 * Creates a hub in a Durable Object, which all isolates of a Worker share. It keeps the last ten minutes in
 * the object's SQLite storage, at most 10,000 updates per room, so that a restart loses nothing.
 *
 * @param namespace Binding of the class `UpdateHubObject`.
 * @throws {ConfigError} for a number of relays that is not an integer from 0 to 1,000.
 *
 * @example
 * ```ts
 * import { createDurableObjectHub, type UpdateHubNamespace } from '@greenroom/edge/cloudflare'
 *
 * declare const env: { UPDATES: UpdateHubNamespace }
 *
 * const hub = createDurableObjectHub(env.UPDATES, { relays: 10 })
 * ```
 */
export function createDurableObjectHub(
  namespace: UpdateHubNamespace,
  { name = 'updates', relays = 0 }: DurableObjectHubOptions = {},
): UpdateHub {
  if (!Number.isInteger(relays) || relays < 0 || relays > mostRelays) {
    throw new ConfigError(`relays must be an integer from 0 to ${mostRelays}`)
  }
  // A stub belongs to the request that made it, so each call makes its own.
  const stubOf = (object: string) => namespace.getByName(object) as UpdateHubStub
  return {
    publish: (update) => stubOf(name).publish(update),
    subscribe({ after, rooms, signal }) {
      const main = stubOf(name)
      const query = writeSubscription({ after, rooms })
      if (relays === 0) return read(main, query, signal)
      query.set('main', String(main.id))
      // Any relay will do. A stream of a relay that fails comes back to another one.
      const relay = stubOf(`${name} relay ${Math.floor(Math.random() * relays)}`)
      return read(relay, query, signal)
    },
  }
}

async function* read(
  stub: UpdateHubStub,
  query: URLSearchParams,
  signal: AbortSignal,
): AsyncGenerator<HubItem> {
  const socket = await connect(stub, query)
  if (signal.aborted) {
    socket.accept()
    socket.close()
    return
  }
  const items: HubItem[] = []
  let isClosed = false
  let wake: (() => void) | undefined
  const close = () => {
    isClosed = true
    wake?.()
  }
  // At once: a reader that has stopped does not come to the end of this function.
  const abort = () => {
    close()
    socket.close()
  }
  socket.addEventListener('message', ({ data }) => {
    items.push(...(JSON.parse(String(data)) as HubItem[]))
    wake?.()
  })
  socket.addEventListener('close', close)
  socket.addEventListener('error', close)
  signal.addEventListener('abort', abort)
  socket.accept()
  try {
    while (!signal.aborted) {
      const item = items.shift()
      if (item) yield item
      else if (isClosed) throw new Error('The connection to the update hub was lost')
      else {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    }
  } finally {
    signal.removeEventListener('abort', abort)
    if (!signal.aborted) socket.close()
  }
}

import type { Update } from '@greenroom/core/updates'
import type { HubItem, UpdateHub } from './update-hub.ts'

/** What {@link createDurableObjectHub} needs of a stub of the object. */
interface UpdateHubStub {
  publish(update: Update): Promise<void>
  fetch(url: string, init: { readonly headers: Readonly<Record<string, string>> }): Promise<Response>
}

/** The binding of a Durable Object namespace with the class `UpdateHubObject`. */
export interface UpdateHubNamespace {
  getByName(name: string): object
}

/** A WebSocket as workerd has it. */
interface HubSocket {
  accept(): void
  close(): void
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void
}

/**
 * Creates a hub in a Durable Object, which all isolates of a Worker share. It keeps the last ten minutes in
 * the object's SQLite storage, at most 10,000 updates per room, so that a restart loses nothing.
 *
 * @param namespace Binding of the class `UpdateHubObject`.
 * @param options `name`: name of the object. Default: `updates`.
 *
 * @example
 * ```ts
 * import { createDurableObjectHub, type UpdateHubNamespace } from '@greenroom/edge/cloudflare'
 *
 * declare const env: { UPDATES: UpdateHubNamespace }
 *
 * const hub = createDurableObjectHub(env.UPDATES)
 * ```
 */
export function createDurableObjectHub(
  namespace: UpdateHubNamespace,
  { name = 'updates' }: { readonly name?: string } = {},
): UpdateHub {
  // A stub belongs to the request that made it, so each call makes its own.
  const stub = () => namespace.getByName(name) as UpdateHubStub
  return {
    publish: (update) => stub().publish(update),
    subscribe: ({ after, signal }) => read(stub(), after, signal),
  }
}

async function* read(
  stub: UpdateHubStub,
  after: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<HubItem> {
  const query = after === undefined ? '' : `?after=${encodeURIComponent(after)}`
  const response = await stub.fetch(`https://hub/${query}`, { headers: { upgrade: 'websocket' } })
  const { webSocket: socket } = response as Response & { readonly webSocket?: HubSocket | null }
  if (!socket) throw new Error(`The update hub answered ${response.status}`)
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

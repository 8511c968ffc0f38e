import { createClient } from '@greenroom/core'

/** The name of the error that a client with a key throws in this realm, or `none`. */
function keyErrorName(): string {
  try {
    createClient({ apiKey: 'KEY_1' })
    return 'none'
  } catch (error) {
    return (error as Error).name
  }
}

const name = keyErrorName()
const scope = globalThis as unknown as {
  keyError: string
  postMessage?: (message: string) => void
  addEventListener?: (type: string, listener: (event: { ports: MessagePort[] }) => void) => void
}
scope.keyError = name
// A shared worker and a service worker reply to the port that they receive; a worker posts at once.
for (const type of ['connect', 'message']) {
  scope.addEventListener?.(type, ({ ports: [port] }) => port?.postMessage(name))
}
if (!('document' in globalThis)) scope.postMessage?.(name)
console.log(name)

export default { fetch: () => new Response(name) }

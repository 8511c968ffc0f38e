import { ConfigError } from './errors.ts'
import { createTransport } from './http/transport.ts'
import type { Client, ClientOptions } from './types.ts'

/**
 * Creates a client.
 *
 * @throws {ConfigError} if the API key is malformed, or is used in a browser.
 *
 * @example On a server, with the key
 * ```ts
 * import { createClient } from '@greenroom/core'
 * import { rooms } from '@greenroom/core/video'
 *
 * const client = createClient({ apiKey: 'KEY…' })
 * const room = await rooms.create(client, { unique_name: 'standup', max_participants: 8 })
 * ```
 *
 * @example In a browser, through a gateway
 * ```ts
 * import { createClient } from '@greenroom/core'
 *
 * const client = createClient({ baseUrl: '/telnyx' })
 * ```
 */
export function createClient(options: ClientOptions = {}): Client {
  const { apiKey } = options
  if (apiKey !== undefined) {
    if (!/^[\x21-\x7e]+$/.test(apiKey)) {
      throw new ConfigError('apiKey is empty, or no header can carry it')
    }
    if (inBrowser() && !options.dangerouslyAllowBrowser) {
      throw new ConfigError('apiKey in a browser: call a gateway, or set dangerouslyAllowBrowser')
    }
  }
  return Object.freeze({ request: createTransport(options) })
}

function inBrowser(): boolean {
  return 'window' in globalThis && 'document' in globalThis
}

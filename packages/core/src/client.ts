import { checkNumbers } from './check-numbers.ts'
import { ConfigError } from './errors.ts'
import { createTransport } from './http/transport.ts'
import type { Client, ClientOptions } from './types.ts'

/**
 * Creates a client.
 *
 * @throws {ConfigError} if the API key is malformed or is used in a browser, or a number is invalid.
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
  const { apiKey, timeoutMs, attemptTimeoutMs, maxRetries } = options
  checkNumbers({ timeoutMs, attemptTimeoutMs }, 1, Number.POSITIVE_INFINITY)
  checkNumbers({ maxRetries }, 0)
  if (apiKey !== undefined) {
    if (typeof apiKey !== 'string' || !/^[\x21-\x7e]+$/.test(apiKey)) {
      throw new ConfigError('apiKey is empty, or no header can carry it')
    }
    if (inBrowser() && !options.dangerouslyAllowBrowser) {
      throw new ConfigError('apiKey in a browser: call a gateway, or set dangerouslyAllowBrowser')
    }
  }
  return Object.freeze(createTransport(options))
}

/** Returns whether this is a page or a worker of a browser, where every visitor can read the key. */
function inBrowser(): boolean {
  const realm = globalThis as { readonly navigator?: { readonly userAgent?: string } }
  if ('window' in realm && 'document' in realm) return true
  // Of the servers, Deno and workerd have this global too.
  if (!('WorkerGlobalScope' in realm) || 'WebSocketPair' in realm) return false
  return !/^(Deno|Bun|Cloudflare)/.test(`${realm.navigator?.userAgent}`)
}

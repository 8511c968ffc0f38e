import type { CallOptions, Encoding, EndpointDefinition, Method } from './endpoint.ts'
import { ConfigError } from './errors.ts'
import type { ClientEvent } from './events.ts'
import { createTransport } from './http/transport.ts'

/** Where calls go: to the API with a key, to a gateway without one, or to an emulator in this process. */
export interface ClientOptions {
  /** The API key, `KEY…`. Leave it out where a gateway adds it, and in a browser. */
  readonly apiKey?: string | undefined
  /**
   * Where the API's paths begin. Default: `https://api.telnyx.com/v2`. A relative one (`/telnyx`) is
   * resolved against `location.origin` when a call is made.
   */
  readonly baseUrl?: string | undefined
  /** What sends requests. Default: the global `fetch`, looked up at each call. */
  readonly fetch?: typeof fetch | undefined
  /** Headers of every request; a function is asked anew for each. */
  readonly headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>) | undefined
  /** Whether cookies go with requests to another origin. Default: the platform's. */
  readonly credentials?: RequestCredentials | undefined
  /** The limit of a whole call in milliseconds, waits and body included. Default: 60_000. */
  readonly timeoutMs?: number | undefined
  /** The limit of one attempt in milliseconds, body included. Default: 20_000. */
  readonly attemptTimeoutMs?: number | undefined
  /** How often a failed call is tried again, where that cannot act twice. Default: 2. */
  readonly maxRetries?: number | undefined
  /** What to do with an answer that does not match its schema. Default: `'throw'`. */
  readonly validate?: 'throw' | 'warn' | 'off' | undefined
  /** Gets each request, response, retry and error. What it throws is ignored. */
  readonly onEvent?: ((event: ClientEvent) => void) | undefined
  /** Allows a key in a browser, where everybody can read it: for trials on your own machine. Default: false. */
  readonly dangerouslyAllowBrowser?: boolean | undefined
}

/** Sends calls. Endpoints take it as their first argument, or are bound to it. */
export interface Client {
  /** Sends one call of an endpoint, and resolves to its output. */
  request<Input, Output, Options extends object>(
    endpoint: EndpointDefinition<Input, Output, Method, Options, Encoding>,
    input: Input,
    options?: CallOptions,
  ): Promise<Output>
}

/**
 * Makes a client.
 *
 * @throws {ConfigError} when a key is given in a browser, or cannot be one.
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
 * @example In a page, through a gateway
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

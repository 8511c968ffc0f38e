import { type AnyEndpoint, type Client, ConfigError, type EndpointDefinition } from '@greenroom/core'
import type { Call } from './call.ts'
import type { Denial, Grant } from './grant.ts'

/** An endpoint that a gateway can let through: its body is JSON. */
// biome-ignore lint/suspicious/noExplicitAny: an endpoint is contravariant in its input, so only `any` takes them all
export type ExposableEndpoint = EndpointDefinition<any, any, any> &
  // biome-ignore lint/suspicious/noExplicitAny: as above
  ((client: Client, ...args: any[]) => Promise<any>)

/** What `authorize` may answer: a grant, nobody (`null`), a denial, or an answer of its own. */
export type Verdict = Grant | Denial | Response | null

/** How a gateway is set up. */
export interface GatewayOptions {
  /** The API key; it stays here. */
  readonly apiKey: string
  /** What refresh tokens are sealed with: at least 32 bytes. Several while it is changed, the newest first. */
  readonly secret: string | readonly [string, ...string[]]
  /** Which gateway this is, e.g. the app's origin: what another one sealed is refused. */
  readonly audience: string
  /** Where it is mounted, with a leading slash: `/telnyx`. */
  readonly basePath: `/${string}`
  /** The API that it speaks to. Default: Telnyx. */
  readonly baseUrl?: string | undefined
  /** The origins of pages that may call it, besides its own; compared exactly. Default: none. */
  readonly origins?: readonly string[] | undefined
  /** Its own origin as pages see it. Default: the request's. */
  readonly publicOrigin?: string | undefined
  /** The endpoints that it lets through; all others are 404. */
  readonly expose: readonly ExposableEndpoint[]
  /**
   * Decides about every call, refreshes included: a grant lets it through; `null` says that nobody is
   * signed in; {@link deny} refuses; a Response is sent as it is.
   */
  readonly authorize: (request: Request, call: Call) => Verdict | Promise<Verdict>
  /** Whether pages may set `webhook_*` fields. Default: false. */
  readonly allowWebhookFields?: boolean | undefined
  /** The limit of a call to the API in milliseconds. Default: 10_000. */
  readonly timeoutMs?: number | undefined
  /** What calls the API. Default: the global `fetch`. */
  readonly fetch?: typeof fetch | undefined
}

const shortestSecretBytes = 32

/** Refuses options that cannot work, before any request. */
export function checkOptions(options: GatewayOptions): readonly string[] {
  const secrets = typeof options.secret === 'string' ? [options.secret] : [...options.secret]
  if (secrets.length === 0 || secrets.some((secret) => byteLength(secret) < shortestSecretBytes)) {
    throw new ConfigError(`secret has less than ${shortestSecretBytes} bytes`)
  }
  if (!/^(\/[\w.~-]+)+$/.test(options.basePath)) {
    throw new ConfigError(`basePath '${options.basePath}' is not a path like '/telnyx'`)
  }
  if (options.audience === '') throw new ConfigError('audience is empty')
  if (options.expose.length === 0) throw new ConfigError('expose names no endpoint')
  for (const endpoint of options.expose as readonly AnyEndpoint[]) {
    if (endpoint.encoding === 'form') {
      throw new ConfigError(
        `${endpoint.method} ${endpoint.path} takes a form, and the gateway lets only JSON through`,
      )
    }
  }
  for (const origin of options.origins ?? []) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw new ConfigError(`origins has '${origin}', which is not an origin like 'https://app.example'`)
    }
  }
  return secrets
}

function byteLength(text: string): number {
  return typeof text === 'string' ? new TextEncoder().encode(text).length : 0
}

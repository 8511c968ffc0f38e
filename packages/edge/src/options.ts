import { type AnyEndpoint, type ClientOptions, ConfigError, isEndpoint } from '@greenroom/core'
import type { WebhookEvent } from '@greenroom/core/webhooks'
import type { Authorize } from './call/authorize.ts'
import type { OriginPolicyOptions } from './http/origin-policy.ts'
import type { PrivateContextKey } from './identity/signing-keys.ts'
import type { NonEmpty } from './keys.ts'
import type { LimitOptions } from './limits/limits.ts'
import type { WebhookOptions } from './webhooks/webhooks.ts'

/** An endpoint that pages may be let at. Those whose body is a form are not: a page of any site can send one. */
export type Exposable = Exclude<AnyEndpoint, { readonly encoding: 'form' }>

/** A call that was refused or failed, for your log. */
export interface RefusedCall {
  /** What the page got. */
  readonly status: number
  readonly code: string
  /** The answer's `x-request-id`. */
  readonly requestId: string
  /** What the page did not get: the reason of a denial, what `authorize` threw, or an error of the API's client. */
  readonly cause?: unknown
}

/** How a gateway is set up. */
export interface GatewayOptions extends OriginPolicyOptions {
  /** The API key, `KEY…`. It never leaves the gateway. */
  readonly apiKey: string
  /**
   * What refresh tokens are sealed with, and contexts are signed with, 32 bytes (UTF-8) or more. Of several, the newest first, the
   * first seals and signs, and what any of them made is good.
   */
  readonly secret: string | readonly string[]
  /**
   * The keys that contexts are signed with, the newest first: the first signs, and the public halves of all are told. Default:
   * derived from `secret`, from each of several.
   */
  readonly contextKeys?: PrivateContextKey | readonly PrivateContextKey[] | undefined
  /** Which gateway this is, usually its origin: what another one sealed or signed is refused. */
  readonly audience: string
  /** Where it is mounted, e.g. `/telnyx`. */
  readonly basePath: string
  /** Where the API's paths begin. Default: `https://api.telnyx.com/v2`. */
  readonly baseUrl?: string | undefined
  /** The endpoints that pages may call; all others are 404. */
  readonly expose: readonly Exposable[]
  /** Decides over every call, refreshes too. */
  readonly authorize: Authorize
  /**
   * Whether refresh tokens stay in a cookie that no script can read; the page has, and sends, `refresh_token: 'cookie'` instead. For
   * pages of the gateway's own site, over https or on `localhost`. Default: false, the page gets them sealed.
   */
  readonly cookieMode?: boolean | undefined
  /** What sends requests to the API. Default: the global `fetch`. */
  readonly fetch?: ClientOptions['fetch']
  /** The limit of a call to the API in milliseconds, body included. Default: 10_000. */
  readonly timeoutMs?: number | undefined
  /** Whether pages may set `webhook_*` fields. Default: false, they are refused with 422. */
  readonly allowWebhookFields?: boolean | undefined
  /**
   * Gets the events of the API, at `POST {basePath}/webhooks`: verified, and each once. Where the platform has `waitUntil` the
   * webhook is answered first; elsewhere an event whose handling fails is answered with 503, and so comes again.
   */
  readonly onWebhook?: ((event: WebhookEvent) => void | Promise<void>) | undefined
  /** How webhooks are verified; needed with `onWebhook`. */
  readonly webhooks?: WebhookOptions | undefined
  /** Who may call how often. Default: no limit. */
  readonly limits?: LimitOptions | undefined
  /** Gets each call that was refused or failed. No answer waits for it, and what it throws is ignored. Default: nobody is told. */
  readonly onRefusal?: ((call: RefusedCall) => void) | undefined
  /** The time in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined
}

/** Options that were found to be good, with defaults. */
export interface GatewaySettings extends Omit<GatewayOptions, 'secret' | 'contextKeys'> {
  readonly secrets: NonEmpty<string>
  readonly contextKeys: NonEmpty<PrivateContextKey> | undefined
  readonly timeoutMs: number
  readonly allowWebhookFields: boolean
  readonly cookieMode: boolean
  readonly now: () => number
}

const shortestSecretBytes = 32

/**
 * Checks options, and fills in what is left out.
 *
 * @throws {ConfigError} naming the option at fault, never a secret's value.
 */
export function checkOptions(options: GatewayOptions): GatewaySettings {
  const {
    apiKey,
    basePath,
    baseUrl,
    audience,
    origins = [],
    publicOrigin,
    expose,
    authorize,
    timeoutMs = 10_000,
  } = options
  const secrets = listOf('secret', options.secret)
  const contextKeys = options.contextKeys && listOf('contextKeys', options.contextKeys)
  check(
    secrets.every(isLong),
    `secret has under ${shortestSecretBytes} bytes; of several, each must have them`,
  )
  // A binding that is not there, as often as not: without a key the API refuses each call.
  check(typeof apiKey === 'string', 'apiKey is missing')
  check(typeof audience === 'string' && audience !== '', 'audience is empty')
  check(isPath(basePath), `basePath must be a path like '/telnyx', and is '${basePath}'`)
  check(baseUrl === undefined || isHttpUrl(baseUrl), `baseUrl must begin with https://, and is '${baseUrl}'`)
  for (const origin of publicOrigin === undefined ? origins : [publicOrigin, ...origins]) {
    check(isOrigin(origin), `'${origin}' is no origin: it is written like 'https://app.example'`)
  }
  check(
    !options.cookieMode || publicOrigin === undefined || isSecure(publicOrigin),
    'cookieMode needs a publicOrigin of https: browsers keep such cookies of no other',
  )
  check(typeof authorize === 'function', 'authorize is missing: without it anybody could call')
  check(contextKeys?.every(isPrivateKey) ?? true, 'contextKeys takes private keys of Ed25519 (JWK)')
  check(timeoutMs > 0, `timeoutMs must be over 0, and is ${timeoutMs}`)
  check(Array.isArray(expose), 'expose takes a list of endpoints')
  check(expose.length > 0, 'expose is empty: no call would get through')
  for (const endpoint of expose as readonly AnyEndpoint[]) {
    check(isEndpoint(endpoint), 'expose takes endpoints, like rooms.retrieve')
    check(endpoint.encoding === undefined, `${endpoint.name} takes a form: it cannot be exposed`)
  }
  return {
    ...options,
    secrets,
    contextKeys,
    basePath: basePath === '/' ? '' : basePath,
    timeoutMs,
    cookieMode: options.cookieMode ?? false,
    allowWebhookFields: options.allowWebhookFields ?? false,
    now: options.now ?? (() => Date.now()),
  }
}

function check(holds: boolean, otherwise: string): void {
  if (!holds) throw new ConfigError(otherwise)
}

function listOf<T>(name: string, given: T | readonly T[]): NonEmpty<T> {
  const [newest, ...older] = Array.isArray(given) ? (given as readonly T[]) : [given as T]
  if (newest === undefined) throw new ConfigError(`${name} is missing`)
  return [newest, ...older]
}

function isLong(secret: string): boolean {
  return typeof secret === 'string' && new TextEncoder().encode(secret).length >= shortestSecretBytes
}

function isPrivateKey({ kty, crv, d, x }: PrivateContextKey): boolean {
  return kty === 'OKP' && crv === 'Ed25519' && [d, x].every((half) => /^[\w-]{43}$/.test(half))
}

function isPath(text: string): boolean {
  if (text === '/') return true
  return /^(\/[^/?#]+)+$/.test(text) && new URL(text, 'http://any.test').pathname === text
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

function isSecure(origin: string): boolean {
  const { protocol, hostname } = new URL(origin)
  return protocol === 'https:' || hostname === 'localhost' || hostname.endsWith('.localhost')
}

/** Whether a text is what a browser sends as an `Origin`; `null` is none, since any sandboxed frame has it. */
function isOrigin(text: string): boolean {
  if (!/^[a-z][a-z\d+.-]*:\/\/[^/?#*\s]+$/.test(text)) return false
  return !isHttpUrl(text) || new URL(text).origin === text
}

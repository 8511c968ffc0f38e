import type { ClientOptions } from '@greenroom/core'
import type { StatusCallback, WebhookEvent } from '@greenroom/core/webhooks'
import type { Authorize } from './call/authorize.ts'
import type { Exposable } from './exposable.ts'
import type { OriginPolicyOptions } from './http/origin-policy.ts'
import type { PrivateContextKey } from './identity/signing-keys.ts'
import type { NonEmpty } from './keys.ts'
import type { LimitOptions } from './limits/limits.ts'
import type { OnRefusal } from './refusals/refused-call.ts'
import type { UpdateHub } from './updates/update-hub.ts'
import type { WebhookOptions } from './webhooks/webhook-options.ts'

/** Options of {@link createGateway}. */
export interface GatewayOptions extends OriginPolicyOptions {
  /** The API key, `KEY…`. It never leaves the gateway. */
  readonly apiKey: string
  /**
   * Secret that seals refresh tokens and signs contexts: at least 32 bytes (UTF-8). To rotate it, pass an
   * array, newest first: the first seals and signs, and all of them are accepted.
   */
  readonly secret: string | readonly string[]
  /**
   * Keys that sign contexts, newest first: the first signs, and the public keys of all are published.
   * Default: derived from each `secret`.
   */
  readonly contextKeys?: PrivateContextKey | readonly PrivateContextKey[] | undefined
  /**
   * Identifies this gateway, by the origin of its pages, e.g. `https://app.example`. What a gateway with another
   * audience sealed or signed is rejected: `<Call>` marks it as an invalid identity.
   */
  readonly audience: string
  /** Path at which the gateway is mounted, e.g. `/telnyx`. */
  readonly basePath: string
  /** Base URL of the API. Default: `https://api.telnyx.com/v2`. */
  readonly baseUrl?: string | undefined
  /** Endpoints that pages may call. All others are 404. */
  readonly expose: readonly Exposable[]
  /** Decides about every call, including refreshes. */
  readonly authorize: Authorize
  /**
   * Whether refresh tokens are kept, sealed, in a cookie that no script can read. The page receives and sends
   * `refresh_token: 'cookie'` instead. Requires pages of the gateway's site, over https or on `localhost`.
   * Default: false, the page receives sealed tokens.
   */
  readonly cookieMode?: boolean | undefined
  /** Function that sends requests to the API. Default: the global `fetch`. */
  readonly fetch?: ClientOptions['fetch']
  /** Timeout of an API call in milliseconds, body included. Default: 10_000. */
  readonly timeoutMs?: number | undefined
  /**
   * Whether pages may set `webhook_*` fields, callback URLs and TeXML instructions. Default: false, they are
   * rejected with 422.
   */
  readonly allowWebhookFields?: boolean | undefined
  /**
   * Receives the API's events, sent to `POST {basePath}/webhooks`: verified, and each once. If the platform
   * has `waitUntil`, the response does not wait for the handler. Otherwise a handler that fails, or takes
   * more than 30 seconds, leads to a 503, and the API sends the event again. While an event is being
   * handled, another delivery of it is a 503.
   */
  readonly onWebhook?: ((event: WebhookEvent) => void | Promise<void>) | undefined
  /** Receives the status callbacks of TeXML, sent to the same path as forms. As `onWebhook` otherwise. */
  readonly onStatusCallback?: ((callback: StatusCallback) => void | Promise<void>) | undefined
  /** How webhooks are verified. Required with `onWebhook`, `onStatusCallback` and `updates`. */
  readonly webhooks?: WebhookOptions | undefined
  /**
   * Distributes updates to pages, at `GET {basePath}/updates`: the webhooks of Video, and changes that the
   * gateway makes and no webhook reports. A hub that cannot publish a webhook makes it a 503, so that the API
   * sends it again. Default: pages have to poll, and the path is 404.
   */
  readonly updates?: UpdateHub | undefined
  /** Rate limits. Default: no limit. */
  readonly limits?: LimitOptions | undefined
  /**
   * Receives each call that was rejected or failed. No response waits for it, and errors it throws are
   * ignored. Default: writes those with a status of 500 or more to `console.error`, one line each.
   */
  readonly onRefusal?: OnRefusal | undefined
  /** Returns the current time in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined
}

/** Validated options with defaults. */
export interface GatewaySettings extends Omit<GatewayOptions, 'secret' | 'contextKeys'> {
  readonly secrets: NonEmpty<string>
  readonly contextKeys: NonEmpty<PrivateContextKey> | undefined
  readonly timeoutMs: number
  readonly allowWebhookFields: boolean
  readonly cookieMode: boolean
  readonly now: () => number
}

import type { ClientOptions } from '@greenroom/core'
import type { WebhookEvent } from '@greenroom/core/webhooks'
import type { Authorize } from './call/authorize.ts'
import type { Exposable } from './exposable.ts'
import type { OriginPolicyOptions } from './http/origin-policy.ts'
import type { PrivateContextKey } from './identity/signing-keys.ts'
import type { NonEmpty } from './keys.ts'
import type { LimitOptions } from './limits/limits.ts'
import type { OnRefusal } from './refusals/refused-call.ts'
import type { WebhookOptions } from './webhooks/webhook-options.ts'

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
  readonly onRefusal?: OnRefusal | undefined
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

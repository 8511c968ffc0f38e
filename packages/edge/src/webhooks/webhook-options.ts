import type { Seen } from '@greenroom/core/webhooks'

/** How webhooks are verified at `POST {basePath}/webhooks`. */
export interface WebhookOptions {
  /**
   * The account's public key, base64 of its 32 bytes as the portal shows it. Pass several during a key
   * change.
   */
  readonly publicKeys: string | readonly string[]
  /**
   * URL at which the API reaches this gateway: `https://app.example/telnyx/webhooks`. Rooms and compositions
   * that are created through the gateway without a webhook URL get it. Default: the API sends no webhooks
   * about them.
   */
  readonly url?: string | undefined
  /** Maximum difference between a signature's time and now, in seconds, in either direction. Default: 300. */
  readonly toleranceSecs?: number | undefined
  /**
   * Returns whether another process already handled an event or a status callback, or `'pending'` if it is
   * handling it. This process itself remembers its webhooks for ten minutes, or for as long as signatures
   * are valid if that is longer. The function must only look the id up: store an id after the webhook was
   * handled, because a webhook that is stored earlier is lost if its handler fails. Default: other processes
   * are not checked.
   */
  readonly seen?: Seen | undefined
}

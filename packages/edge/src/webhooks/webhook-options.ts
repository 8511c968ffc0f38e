/** How webhooks of the API are taken at `POST {basePath}/webhooks`. */
export interface WebhookOptions {
  /** The account's public key, base64 of its 32 bytes as the portal shows it; several while keys change over. */
  readonly publicKeys: string | readonly string[]
  /** How far a signature's time may be from now, in seconds, either way. Default: 300. */
  readonly toleranceSecs?: number | undefined
  /**
   * Tells whether another process handled an event before; those that this one took in the last ten minutes, or for as long as
   * signatures are good, it knows by itself. Let it only look, and remember an event once it was handled: one that was remembered
   * before its handling failed is lost. Default: no other process is asked.
   */
  readonly seen?: ((id: string, ttlSecs: number) => Promise<boolean>) | undefined
}

import { signBody } from './signature.ts'

/** A `CryptoKey`, by the types of the platform: Node's have no such name. */
type PrivateKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

/** Options of {@link signWebhook}. */
export interface SignWebhookOptions {
  /** The Ed25519 private key to sign with. */
  readonly privateKey: PrivateKey
  /** Time of the signature, in seconds since 1970. Default: now. */
  readonly timestampSecs?: number | undefined
  /** HTTP method. A GET has no body; its signature covers the empty string. Default: POST. */
  readonly method?: 'GET' | 'POST' | undefined
  /** Content type of the body. Default: `application/json`. */
  readonly contentType?: string | undefined
}

/** A key pair, as the API has one for each account. */
export interface WebhookKeys {
  /** Base64 of the raw 32 bytes, as {@link verifyWebhook} accepts it. */
  readonly publicKey: string
  /** The key that signs. */
  readonly privateKey: PrivateKey
}

/** Creates an Ed25519 key pair for tests. */
export async function createWebhookKeys(): Promise<WebhookKeys> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair
  const bytes = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  return { publicKey: btoa(String.fromCharCode(...bytes)), privateKey: pair.privateKey }
}

/**
 * Creates the signed request that the API would send to a webhook URL, to test your webhook handler.
 *
 * @example
 * ```ts
 * import { createWebhookKeys, signWebhook, verifyWebhook } from '@greenroom/core/webhooks'
 *
 * const { publicKey, privateKey } = await createWebhookKeys()
 * const payload = { room_id: '0ccc7b54', session_id: '1ddd7b54' }
 * const body = { data: { id: '2eee7b54', record_type: 'event', event_type: 'video.room.session.started', payload } }
 * const request = await signWebhook('https://app.example/webhooks', body, { privateKey })
 * const event = await verifyWebhook(request, { publicKeys: publicKey })
 * ```
 */
export async function signWebhook(
  url: string | URL,
  body: string | object,
  options: SignWebhookOptions,
): Promise<Request> {
  const { privateKey, timestampSecs = Math.floor(Date.now() / 1000), method = 'POST' } = options
  const text = method === 'GET' ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  const signature = await signBody(text, privateKey, timestampSecs)
  if (method === 'GET') return new Request(url, { headers: signature })
  const contentType = options.contentType ?? 'application/json'
  return new Request(url, { method, body: text, headers: { ...signature, 'content-type': contentType } })
}

import { decodeBase64 } from '../base64.ts'
import { ConfigError } from '../errors.ts'
import { WebhookError } from './webhook-error.ts'

/** The headers that carry a signature; common to all of the API's webhooks. */
export const signatureHeaders = {
  signature: 'telnyx-signature-ed25519',
  timestamp: 'telnyx-timestamp',
} as const

/** How a signature is checked. */
export interface SignatureOptions {
  /**
   * The account's public key, base64 of its 32 bytes as the portal shows it; several while keys change over.
   */
  readonly publicKeys: string | readonly string[]
  /** How far the signature's time may be from now, in seconds, either way. Default: 300. */
  readonly toleranceSecs?: number | undefined
  /** Tells the time in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined
}

/** How long a signature is good for unless told otherwise, in seconds. */
export const defaultToleranceSecs = 300

const algorithm = 'Ed25519'

/** The bytes that are signed: the timestamp, a bar, and the body as it is. */
export function signedBytes(timestamp: string, body: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${timestamp}|${body}`)
}

/**
 * Checks that one of the keys signed the body, and not too long ago.
 *
 * @throws {WebhookError} which says why not.
 * @throws {ConfigError} when a public key is not one.
 */
export async function verifySignature(
  headers: Headers,
  body: string,
  options: SignatureOptions,
): Promise<void> {
  const { publicKeys, toleranceSecs = defaultToleranceSecs, now = Date.now } = options
  const keys = await Promise.all([publicKeys].flat().map(importPublicKey))
  if (keys.length === 0) throw new ConfigError('publicKeys is empty: no webhook could be verified')
  const timestamp = readHeader(headers, signatureHeaders.timestamp)
  const signature = decodeBase64(readHeader(headers, signatureHeaders.signature))
  if (!/^\d{1,15}$/.test(timestamp) || signature?.length !== 64) {
    throw new WebhookError('malformed_header', 'The timestamp or the signature of the webhook cannot be read')
  }
  const ageSecs = Math.floor(now() / 1000) - Number(timestamp)
  if (ageSecs > toleranceSecs) {
    throw new WebhookError('expired', `The webhook was signed ${ageSecs} s ago, over ${toleranceSecs} s`)
  }
  if (-ageSecs > toleranceSecs) {
    throw new WebhookError('from_the_future', `The webhook was signed ${-ageSecs} s ahead of this clock`)
  }
  const bytes = signedBytes(timestamp, body)
  const matches = await Promise.all(keys.map((key) => crypto.subtle.verify(algorithm, key, signature, bytes)))
  if (!matches.includes(true)) {
    throw new WebhookError(
      'wrong_signature',
      'None of the public keys belongs to the signature of the webhook',
    )
  }
}

/** Signs a body as the API does; resolves to the headers that go with it. */
export async function signBody(
  body: string,
  privateKey: CryptoKey,
  timestampSecs: number,
): Promise<Record<string, string>> {
  const timestamp = String(timestampSecs)
  const signature = await crypto.subtle.sign(algorithm, privateKey, signedBytes(timestamp, body))
  return {
    [signatureHeaders.signature]: btoa(String.fromCharCode(...new Uint8Array(signature))),
    [signatureHeaders.timestamp]: timestamp,
  }
}

function readHeader(headers: Headers, name: string): string {
  const value = headers.get(name)
  if (value === null) throw new WebhookError('missing_header', `The webhook has no ${name} header`)
  return value
}

async function importPublicKey(text: string): Promise<CryptoKey> {
  const bytes = decodeBase64(text)
  if (bytes?.length !== 32) throw new ConfigError('A public key of webhooks is base64 of 32 bytes')
  return crypto.subtle.importKey('raw', bytes, algorithm, false, ['verify'])
}

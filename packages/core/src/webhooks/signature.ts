import { decodeBase64 } from '../base64.ts'
import { ConfigError } from '../errors.ts'
import { WebhookError } from './webhook-error.ts'

/** The headers that carry the signature of every webhook of the API. */
export const signatureHeaders = {
  signature: 'telnyx-signature-ed25519',
  timestamp: 'telnyx-timestamp',
} as const

/** Options for checking the signature of a webhook. */
export interface SignatureOptions {
  /**
   * The account's public key: base64 of its 32 bytes, as the portal shows it. Several during a key rotation.
   */
  readonly publicKeys: string | readonly string[]
  /** How far the signature's timestamp may differ from now in either direction, in seconds. Default: 300. */
  readonly toleranceSecs?: number | undefined
  /** Returns the current time in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined
}

/** Default of `toleranceSecs`. */
export const defaultToleranceSecs = 300

const algorithm = 'Ed25519'

/** Returns the bytes that are signed: the timestamp, a vertical bar, and the unchanged body. */
export function signedBytes(timestamp: string, body: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${timestamp}|${body}`)
}

/**
 * Checks that one of the public keys verifies the signature of the body and that its timestamp is within the
 * tolerance.
 *
 * @throws {WebhookError} if the signature is missing, malformed, outside the tolerance or wrong.
 * @throws {ConfigError} if a public key is malformed or none is given.
 */
export async function verifySignature(
  headers: Headers,
  body: string,
  options: SignatureOptions,
): Promise<void> {
  const { publicKeys, toleranceSecs = defaultToleranceSecs, now = Date.now } = options
  const keys = await Promise.all([publicKeys].flat().map(importPublicKey))
  if (keys.length === 0) throw new ConfigError('publicKeys must contain at least one key')
  const timestamp = readHeader(headers, signatureHeaders.timestamp)
  const signature = decodeBase64(readHeader(headers, signatureHeaders.signature))
  if (!/^\d{1,15}$/.test(timestamp) || signature?.length !== 64) {
    throw new WebhookError(
      'malformed_header',
      'The timestamp or signature header of the webhook is malformed',
    )
  }
  const ageSecs = Math.floor(now() / 1000) - Number(timestamp)
  if (ageSecs > toleranceSecs) {
    throw new WebhookError(
      'expired',
      `The webhook was signed ${ageSecs} s ago; the tolerance is ${toleranceSecs} s`,
    )
  }
  if (-ageSecs > toleranceSecs) {
    throw new WebhookError(
      'from_the_future',
      `The webhook's timestamp is ${-ageSecs} s ahead of the local clock; the tolerance is ${toleranceSecs} s`,
    )
  }
  const bytes = signedBytes(timestamp, body)
  const matches = await Promise.all(keys.map((key) => crypto.subtle.verify(algorithm, key, signature, bytes)))
  if (!matches.includes(true)) {
    throw new WebhookError(
      'wrong_signature',
      'The signature of the webhook does not match any of the public keys',
    )
  }
}

/** Signs a body as the API does and resolves to the signature headers. */
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
  if (bytes?.length !== 32)
    throw new ConfigError('Each of publicKeys must be the base64 encoding of 32 bytes')
  return crypto.subtle.importKey('raw', bytes, algorithm, false, ['verify'])
}

import { decodeBase64 } from '../base64.ts'
import { checkNumbers } from '../check-numbers.ts'
import { decodePublicKeys } from './public-keys.ts'
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

/** The signature of a webhook, from its headers. */
export interface Signature {
  readonly timestamp: string
  /** Canonical base64: a signature has one spelling only. */
  readonly text: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

const algorithm = 'Ed25519'

/** Returns the bytes that are signed: the timestamp, a vertical bar, and the unchanged body. */
function signedBytes(timestamp: string, body: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${timestamp}|${body}`)
}

/**
 * Checks the options of `verifyWebhook` and `readStatusCallback`, to report a wrong configuration at start-up
 * instead of at the first webhook.
 *
 * @throws {ConfigError} that says which public key or which number is invalid, and why.
 *
 * @example
 * ```ts
 * import process from 'node:process'
 * import { checkSignatureOptions } from '@greenroom/core/webhooks'
 *
 * checkSignatureOptions({ publicKeys: process.env['TELNYX_PUBLIC_KEY'] ?? '' })
 * ```
 */
export function checkSignatureOptions(options: SignatureOptions): void {
  decodePublicKeys(options.publicKeys)
  toleranceOf(options)
}

/**
 * Returns the tolerance for timestamps, in seconds.
 *
 * @throws {ConfigError} for an invalid number, such as one from an unset variable.
 */
export function toleranceOf({ toleranceSecs = 300 }: Pick<SignatureOptions, 'toleranceSecs'>): number {
  checkNumbers({ toleranceSecs }, 0)
  return toleranceSecs
}

/**
 * Reads the signature from the headers and checks its time, which needs no body.
 *
 * @throws {WebhookError} if the signature is missing, malformed or outside the tolerance.
 * @throws {ConfigError} for an invalid tolerance.
 */
export function readSignature(headers: Headers, options: SignatureOptions): Signature {
  const { now = Date.now } = options
  const toleranceSecs = toleranceOf(options)
  const timestamp = readHeader(headers, signatureHeaders.timestamp)
  const text = readHeader(headers, signatureHeaders.signature)
  const bytes = decodeBase64(text)
  if (!/^\d{1,15}$/.test(timestamp) || bytes?.length !== 64) {
    throw new WebhookError(
      'malformed_header',
      'The timestamp or signature header of the webhook is malformed',
    )
  }
  const ageSecs = Math.floor(now() / 1000) - Number(timestamp)
  // Negated, so that an invalid clock rejects the webhook.
  if (!(ageSecs <= toleranceSecs)) {
    throw new WebhookError(
      'expired',
      `The webhook was signed ${ageSecs} s ago; the tolerance is ${toleranceSecs} s`,
    )
  }
  if (!(-ageSecs <= toleranceSecs)) {
    throw new WebhookError(
      'from_the_future',
      `The webhook's timestamp is ${-ageSecs} s ahead of the local clock; the tolerance is ${toleranceSecs} s`,
    )
  }
  return { timestamp, text, bytes }
}

/**
 * Checks that one of the public keys verifies the signature of the body.
 *
 * @throws {WebhookError} if none does.
 */
export async function verifySignature(
  { timestamp, bytes }: Signature,
  body: string,
  keys: readonly CryptoKey[],
): Promise<void> {
  const signed = signedBytes(timestamp, body)
  const matches = await Promise.all(keys.map((key) => crypto.subtle.verify(algorithm, key, bytes, signed)))
  if (matches.includes(true)) return
  throw new WebhookError(
    'wrong_signature',
    'The signature of the webhook does not match any of the public keys. The exact bytes of the body are signed: ' +
      'pass the body as it was received',
  )
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

import { decodeBase64Url } from './base64.ts'

/** When a token was issued and when it expires, in seconds by the issuer's clock; NaN if it does not say. */
export interface Claims {
  readonly iat: number
  readonly exp: number
}

/**
 * Reads `iat` and `exp` of a JWT without verifying it: they only schedule its renewal. Both are NaN for an
 * encrypted token and for text that is not a JWT.
 */
export function claimsOf(jwt: string): Claims {
  let body: { iat?: unknown; exp?: unknown } = {}
  try {
    const [, payload = ''] = jwt.split('.')
    body = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) ?? {}
  } catch {
    // The token is opaque.
  }
  return { iat: Number(body.iat), exp: Number(body.exp) }
}

/**
 * Parses the header or the payload of a JWT that is going to be verified. It accepts one spelling only:
 * canonical base64url without padding, in UTF-8.
 *
 * @throws {SyntaxError} or {TypeError} for anything else.
 */
export function parseJwtPart(part: string): unknown {
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(decodeBase64Url(part)))
}

/** When a token was issued and when it ends, in seconds by the issuer's clock; NaN where it does not say. */
export interface Claims {
  readonly iat: number
  readonly exp: number
}

/**
 * Reads the two moments that a JWT states, unverified: they only time its renewal. What is no JWT, or
 * is encrypted, states none.
 */
export function claimsOf(jwt: string): Claims {
  let body: { iat?: unknown; exp?: unknown } = {}
  try {
    const [, payload = ''] = jwt.split('.')
    body = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) ?? {}
  } catch {
    // Opaque to us.
  }
  const seconds = (value: unknown) => (typeof value === 'number' ? value : Number.NaN)
  return { iat: seconds(body.iat), exp: seconds(body.exp) }
}

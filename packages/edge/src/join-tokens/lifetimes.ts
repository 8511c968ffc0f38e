/** Bounds of a lifetime in seconds, as the API has them, and what holds where nothing is granted. */
export interface TtlBounds {
  readonly min: number
  readonly max: number
  readonly otherwise: number
}

/** Bounds of join tokens. */
export const tokenTtl: TtlBounds = { min: 10, max: 3600, otherwise: 600 }

/** Bounds of refresh tokens. */
export const refreshTtl: TtlBounds = { min: 60, max: 86_400, otherwise: 3600 }

/** Gives a page the lifetime that it asks for, up to what it was granted, within the API's bounds. */
export function clampTtl(bounds: TtlBounds, wanted: number | undefined, granted: number | undefined): number {
  const cap = Math.min(Math.floor(granted ?? bounds.otherwise), bounds.max)
  return Math.max(Math.min(wanted ?? cap, cap), bounds.min)
}

/** The moments that a token of the API states, in seconds since 1970; undefined where it states none. */
export function momentsOf(jwt: string): { readonly iat?: number; readonly exp?: number } {
  try {
    const [, claims = ''] = jwt.split('.')
    // Numbers are the same in any encoding of texts.
    const { iat, exp } = JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/')))
    return { ...(isMoment(iat) && { iat }), ...(isMoment(exp) && { exp }) }
  } catch {
    return {}
  }
}

function isMoment(value: unknown): value is number {
  return Number.isFinite(value)
}

/** The API's bounds of a lifetime in seconds, and the default if none is granted. */
export interface TtlBounds {
  readonly min: number
  readonly max: number
  readonly otherwise: number
}

/** Bounds of join tokens. */
export const tokenTtl: TtlBounds = { min: 10, max: 3600, otherwise: 600 }

/** Bounds of refresh tokens. */
export const refreshTtl: TtlBounds = { min: 60, max: 86_400, otherwise: 3600 }

/** Returns the requested lifetime, limited to the granted one and to the API's bounds. */
export function clampTtl(
  bounds: TtlBounds,
  requested: number | undefined,
  granted: number | undefined,
): number {
  const cap = Math.min(Math.floor(granted ?? bounds.otherwise), bounds.max)
  return Math.max(Math.min(requested ?? cap, cap), bounds.min)
}

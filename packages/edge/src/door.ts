import { refusals } from './problem.ts'

/** Which pages may call, by the headers that a browser sets and a page cannot. */
export interface Door {
  /** Refuses a request from elsewhere; answers the origin to name in CORS headers, if there is one to name. */
  admit(request: Request): string | undefined
  /** The answer to a preflight, or undefined where the request is none. */
  preflight(request: Request, methods: readonly string[]): Response | undefined
}

/** Makes the door of a gateway. */
export function createDoor(origins: readonly string[], publicOrigin: string | undefined): Door {
  const allowed = new Set(origins)
  const isAllowed = (origin: string, request: Request) =>
    allowed.has(origin) || origin === (publicOrigin ?? new URL(request.url).origin)

  const admit = (request: Request) => {
    const origin = request.headers.get('origin')
    if (origin !== null) {
      if (!isAllowed(origin, request)) throw refusals.crossOrigin()
      return origin
    }
    const site = request.headers.get('sec-fetch-site')
    // A browser that says where it comes from says so; what is no browser has no cookie to be abused.
    const fromHere =
      site === null ? !request.headers.has('cookie') : site === 'same-origin' || site === 'none'
    if (!fromHere) throw refusals.crossOrigin()
    return undefined
  }
  return {
    admit,
    preflight(request, methods) {
      if (request.method !== 'OPTIONS') return undefined
      admit(request)
      return new Response(null, {
        status: 204,
        headers: {
          'access-control-allow-methods': methods.join(', '),
          'access-control-allow-headers': 'content-type',
          'access-control-max-age': '600',
        },
      })
    },
  }
}

/** Sets what every answer has: nothing is stored, and only the allowed origin may read. */
export function seal(response: Response, requestId: string, origin: string | undefined): Response {
  const headers = new Headers(response.headers)
  headers.set('cache-control', 'no-store')
  headers.set('x-request-id', requestId)
  headers.append('vary', 'Origin')
  if (origin !== undefined) {
    headers.set('access-control-allow-origin', origin)
    headers.set('access-control-allow-credentials', 'true')
    headers.set('access-control-expose-headers', 'x-request-id, retry-after')
  }
  return new Response(response.body, { status: response.status, headers })
}

/** Which pages may call. */
export interface OriginPolicyOptions {
  /** Other origins whose pages may call, e.g. `https://app.example`: compared as a whole, no wildcards. */
  readonly origins?: readonly string[] | undefined
  /** The origin that pages know this server by. Default: that of the request's URL. */
  readonly publicOrigin?: string | undefined
}

/** Tells requests of one's own pages from those that another site's page made. */
export interface OriginPolicy {
  /** Whether a request comes from where calls may come from. */
  admits(request: Request): boolean
  /** Headers that let the calling page read the answer; none but `Vary` if it may not. */
  headersFor(request: Request): Record<string, string>
  /** Answers a preflight with what the page may send. */
  preflight(request: Request, methods: Iterable<string>): Response
}

/**
 * Makes the rule that keeps another site's page from using the visitor's cookie. A request with an `Origin`
 * must have an allowed one. Without, it passes if the browser says that it comes from the page's own origin
 * or from the address bar (`Sec-Fetch-Site`), or if it is no browser's: it has neither header, nor a cookie.
 *
 * @example
 * ```ts
 * import { createOriginPolicy, problem } from '@greenroom/edge'
 *
 * const policy = createOriginPolicy({ publicOrigin: 'https://app.example' })
 *
 * export function handle(request: Request): Response {
 *   if (policy.admits(request)) return new Response('Hello')
 *   return problem({ status: 403, code: 'cross_origin', title: 'Not from here', terminal: true })
 * }
 * ```
 */
export function createOriginPolicy({ origins = [], publicOrigin }: OriginPolicyOptions): OriginPolicy {
  const allowed = new Set(origins)
  const isAllowed = (origin: string, request: Request) =>
    origin === (publicOrigin ?? URL.parse(request.url)?.origin) || allowed.has(origin)

  const admits = (request: Request) => {
    const { headers } = request
    const origin = headers.get('origin')
    if (origin !== null) return isAllowed(origin, request)
    const site = headers.get('sec-fetch-site')
    return site === null ? !headers.has('cookie') : site === 'same-origin' || site === 'none'
  }
  const headersFor = (request: Request): Record<string, string> => {
    const origin = request.headers.get('origin')
    if (origin === null || !isAllowed(origin, request)) return { vary: 'Origin' }
    return {
      vary: 'Origin',
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'Date, Retry-After, X-Request-Id',
    }
  }
  return {
    admits,
    headersFor,
    preflight(request, methods) {
      // Whatever the page wants to send: `authorize` may be looking for it, and only allowed origins get here.
      const wanted = request.headers.get('access-control-request-headers')
      return new Response(null, {
        status: 204,
        headers: {
          'access-control-allow-methods': [...methods].join(', '),
          ...(wanted === null ? {} : { 'access-control-allow-headers': wanted }),
          'access-control-max-age': '600',
        },
      })
    },
  }
}

/** Whether a request asks what a page of another origin may send. */
export function isPreflight(request: Request): boolean {
  return request.method === 'OPTIONS' && request.headers.has('access-control-request-method')
}

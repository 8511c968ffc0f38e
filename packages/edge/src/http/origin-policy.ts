import { checkKeys } from '../check-keys.ts'

/** Options of {@link createOriginPolicy}. */
export interface OriginPolicyOptions {
  /** Other allowed origins, e.g. `https://app.example`. Compared exactly, without wildcards. */
  readonly origins?: readonly string[] | undefined
  /** The server's origin as pages see it. Default: the origin of the request's URL. */
  readonly publicOrigin?: string | undefined
}

/** Distinguishes requests of your pages from requests of other sites' pages. */
export interface OriginPolicy {
  /** Returns whether the request's origin is allowed. */
  admits(request: Request): boolean
  /**
   * Returns why a request is not admitted, for a log: the origin that it states and the allowed ones. It
   * contains text of the request.
   */
  explain(request: Request): string
  /**
   * Returns headers that allow the calling page to read the response; only `Vary` if its origin is not
   * allowed.
   */
  headersFor(request: Request): Record<string, string>
  /** Returns the response to a preflight. */
  preflight(request: Request, methods: Iterable<string>): Response
}

/**
 * Creates the policy that prevents other sites' pages from using the visitor's cookie. A request with an
 * `Origin` needs an allowed one. A request without `Origin` is allowed if its `Sec-Fetch-Site` is
 * `same-origin` or `none` (address bar), or if it has neither header and no cookie, which means that it is
 * not a browser's.
 *
 * @throws {ConfigError} for an unknown option.
 *
 * @example
 * ```ts
 * import { createOriginPolicy, problem } from '@greenroom/edge'
 *
 * const policy = createOriginPolicy({ publicOrigin: 'https://app.example' })
 *
 * export function handle(request: Request): Response {
 *   if (policy.admits(request)) return new Response('Hello')
 *   return problem({ status: 403, code: 'cross_origin', title: 'Origin not allowed', terminal: true })
 * }
 * ```
 */
export function createOriginPolicy(options: OriginPolicyOptions): OriginPolicy {
  checkKeys('createOriginPolicy', options, ['origins', 'publicOrigin'])
  const { origins = [], publicOrigin } = options
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
  const explain = ({ headers, url }: Request) => {
    const own = publicOrigin ?? URL.parse(url)?.origin
    const [origin, site] = ['origin', 'sec-fetch-site'].map((name) => headers.get(name)?.slice(0, 200))
    const stated = origin ?? `none, with Sec-Fetch-Site ${site ?? 'none'} and a cookie`
    // A development server's proxy, such as Vite's, changes the URL but not the `Origin`.
    const hint = publicOrigin === undefined ? '. Behind a proxy, set publicOrigin' : ''
    return `origin ${stated}; allowed: ${[own, ...allowed].join(', ')}${hint}`
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
    explain,
    headersFor,
    preflight(request, methods) {
      // All requested headers are allowed: `authorize` may need any of them, and the origin was already
      // checked.
      const requested = request.headers.get('access-control-request-headers')
      return new Response(null, {
        status: 204,
        headers: {
          'access-control-allow-methods': [...methods].join(', '),
          ...(requested === null ? {} : { 'access-control-allow-headers': requested }),
          'access-control-max-age': '600',
        },
      })
    },
  }
}

/** Whether a request is a CORS preflight. */
export function isPreflight(request: Request): boolean {
  return request.method === 'OPTIONS' && request.headers.has('access-control-request-method')
}

import type { RequestContext } from '../call/request-context.ts'

/** In cookie mode, the value that a page receives and sends as `refresh_token`. */
export const inCookie = 'cookie'

const prefix = '__Host-greenroom-'

/**
 * Maximum number of handle cookies: each is sent with every request, and servers limit the size of headers.
 */
const mostCookies = 4

/** Maximum number of cookies that one response removes. Browsers keep fewer for one host. */
const mostRemoved = 200

/** Browsers discard longer cookies, name and attributes included. */
const longestCookie = 4096

/** A handle for a cookie that scripts cannot read. */
export interface KeptHandle {
  readonly text: string
  /** When it expires, in seconds since 1970. */
  readonly exp: number
}

/** Returns the handle of a room from the request's cookies; empty if missing. */
export function readRefreshCookie(request: Request, room_id: string): string {
  const start = `${nameOf(room_id)}=`
  return (
    cookiesOf(request)
      .find((cookie) => cookie.startsWith(start))
      ?.slice(start.length) ?? ''
  )
}

/**
 * Sets the cookie of a room's handle, and removes the oldest cookies of other rooms over the limit. Returns
 * false if the cookie is too long for browsers.
 *
 * The cookie is sent only to this host (`__Host-`) and over https, is hidden from scripts, and is not sent
 * with requests that another site caused. `SameSite=Strict` has no drawback here, because only the page's own
 * calls need the cookie.
 */
export function keepRefreshCookie(
  { request, setCookies }: RequestContext,
  room_id: string,
  { text, exp }: KeptHandle,
  nowMs: number,
): boolean {
  const name = nameOf(room_id)
  const cookie = write(name, text, Math.floor(exp - nowMs / 1000))
  if (cookie.length > longestCookie) return false
  // Browsers send cookies in order of creation, the oldest first (RFC 6265, 5.4).
  const others = namesIn(request).filter((other) => other !== name)
  const dropped = others.slice(0, Math.max(0, others.length + 1 - mostCookies))
  setCookies.push(cookie, ...dropped.map(drop))
  return true
}

/** Removes the cookie of a room's handle. */
export function dropRefreshCookie({ setCookies }: RequestContext, room_id: string): void {
  setCookies.push(drop(nameOf(room_id)))
}

/**
 * Returns the `Set-Cookie` values that remove all refresh cookies of a request. In cookie mode, send them in
 * your sign-out's response. Otherwise the cookies stay until they expire, usable only by their own user.
 *
 * @example
 * ```ts
 * import { clearRefreshCookies } from '@greenroom/edge'
 *
 * export function signOut(request: Request): Response {
 *   const headers = new Headers()
 *   for (const cookie of clearRefreshCookies(request)) headers.append('set-cookie', cookie)
 *   return new Response(null, { status: 204, headers })
 * }
 * ```
 */
export function clearRefreshCookies(request: Request): string[] {
  return namesIn(request).map(drop)
}

/**
 * Room ids are UUIDs, but a custom API may use others. Characters that are invalid in a cookie name are
 * replaced.
 */
function nameOf(room_id: string): string {
  return prefix + room_id.replace(/[^\w-]/g, '_')
}

function cookiesOf(request: Request): string[] {
  return request.headers.get('cookie')?.split(/;\s*/) ?? []
}

function namesIn(request: Request): string[] {
  return cookiesOf(request)
    .map((cookie) => cookie.split('=', 1)[0] ?? '')
    .filter((name) => /^__Host-greenroom-[\w-]+$/.test(name))
    .slice(0, mostRemoved)
}

function drop(name: string): string {
  return write(name, '', 0)
}

function write(name: string, value: string, maxAgeSecs: number): string {
  return `${name}=${value}; Path=/; Max-Age=${maxAgeSecs}; HttpOnly; Secure; SameSite=Strict`
}

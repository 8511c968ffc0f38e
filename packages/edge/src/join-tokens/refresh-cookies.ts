import type { RequestContext } from '../call/request-context.ts'

/** What a page of a gateway in cookie mode has, and sends, in a refresh token's place. */
export const inCookie = 'cookie'

const prefix = '__Host-greenroom-'

/** How many rooms' handles a browser keeps: each goes with every request, and servers bound what a request may bring. */
const mostCookies = 4

/** More than that a browser does not keep, name and attributes included. */
const longestCookie = 4096

/** A handle as it is kept by the browser, out of the page's reach. */
export interface KeptHandle {
  readonly text: string
  /** When it runs out, in seconds since 1970. */
  readonly exp: number
}

/** Finds the handle of a room that a browser brings; empty where there is none. */
export function readRefreshCookie(request: Request, room_id: string): string {
  const start = `${nameOf(room_id)}=`
  return (
    cookiesOf(request)
      .find((cookie) => cookie.startsWith(start))
      ?.slice(start.length) ?? ''
  )
}

/**
 * Lets the browser keep a room's handle, and drop the oldest of other rooms over the bound; false for one that no browser would keep.
 *
 * It is sent to this host alone (`__Host-`), over https, hidden from scripts, and with no request that another site caused: the
 * page's own calls are all that ever needs it, so that `SameSite=Strict` costs nothing.
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
  // The oldest come first: browsers send cookies in the order in which they were made (RFC 6265, 5.4).
  const others = namesIn(request).filter((other) => other !== name)
  const dropped = others.slice(0, Math.max(0, others.length + 1 - mostCookies))
  setCookies.push(cookie, ...dropped.map(drop))
  return true
}

/** Makes the browser drop a room's handle. */
export function dropRefreshCookie({ setCookies }: RequestContext, room_id: string): void {
  setCookies.push(drop(nameOf(room_id)))
}

/**
 * Lists what makes a browser drop all refresh cookies that it brings: the `Set-Cookie` headers of your sign-out, for a gateway in
 * cookie mode. Without it they stay until they run out, of use to their own user alone.
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

/** A room's id is a UUID; whatever else somebody's own API has for one, a name of a cookie stays one. */
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
}

function drop(name: string): string {
  return write(name, '', 0)
}

function write(name: string, value: string, maxAgeSecs: number): string {
  return `${name}=${value}; Path=/; Max-Age=${maxAgeSecs}; HttpOnly; Secure; SameSite=Strict`
}

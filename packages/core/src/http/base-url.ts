import { ConfigError } from '../errors.ts'

/** An http(s) URL without credentials, query and fragment. React Native's `URL` has no readable parts. */
const httpUrl = /^https?:\/\/[^\s/\\?#@]+(\/[^\s\\?#]*)?$/i

/** The absolute base URL that was last checked. Checking one takes longer than preparing a call. */
let last: { readonly given: string; readonly url: string } | undefined

/**
 * Returns a base URL without slashes at its end. A path is resolved against the page's location, and never
 * leaves its origin.
 *
 * @throws {ConfigError} for anything else. The message does not quote it, because it may contain credentials.
 */
export function resolveBaseUrl(given: string): string {
  if (last?.given === given) return last.url
  const baseUrl = `${given}`.trim()
  let url = baseUrl
  try {
    // `https:host` would be a path on a page with the same scheme.
    if (baseUrl && !httpUrl.test(baseUrl) && !/^[a-z][\w+.-]*:/i.test(baseUrl)) {
      const { origin, href } = (globalThis as { location?: Partial<URL> }).location as Partial<URL>
      // Slashes at the start would name another host. A worker from a blob has no base but its origin.
      const { href: resolved } = new URL(
        baseUrl.replace(/^[/\\]+/, '/'),
        /^http/.test(`${href}`) ? href : origin,
      )
      if (`${resolved}/`.startsWith(`${origin}/`)) url = resolved
    }
    if (httpUrl.test(url) && new URL(url)) {
      const found = { given, url: url.replace(/\/+$/, '') }
      if (url === baseUrl) last = found
      return found.url
    }
  } catch {
    // Neither absolute, nor a path on a page.
  }
  throw new ConfigError('baseUrl must be an http(s) URL without credentials, or a path on a page')
}

/**
 * Returns the name or address of a host in one spelling, or undefined if it is invalid: lower case, without
 * brackets, port, trailing dot and zone. Shortened, decimal and IPv6-mapped forms of IPv4 become dotted.
 *
 * @param host - a `Host` header, a host name or the address of a socket.
 */
export function normalizeHost(host: string): string | undefined {
  const bare = host.replace(/%.*$/, '')
  // Other characters would begin another part of the URL.
  if (!/^[\w.:[\]-]+$/.test(bare)) return undefined
  const isIpv6 = /^[^[].*:.*:/.test(bare) || bare.startsWith('::')
  const url = `http://${isIpv6 ? `[${bare}]` : bare}`
  return URL.canParse(url) ? hostOf(url) : undefined
}

/** Returns the host of a URL as `normalizeHost` does, or undefined if the URL is invalid. */
export function hostOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { hostname } = new URL(url)
  const [, high, low] = /^\[::ffff:([0-9a-f]+):([0-9a-f]+)\]$/.exec(hostname) ?? []
  if (high !== undefined && low !== undefined) {
    const bytes = [high, low]
      .map((part) => Number.parseInt(part, 16))
      .flatMap((part) => [part >> 8, part & 255])
    return bytes.join('.')
  }
  return hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '') || undefined
}

/** Returns whether a normalized host is this machine by definition: `localhost`, `127.0.0.0/8` or `::1`. */
export function isLoopbackHost(host: string | undefined): boolean {
  return (
    host !== undefined && (/^(.+\.)?localhost$/.test(host) || host === '::1' || /^127(\.\d+){3}$/.test(host))
  )
}

/** Returns whether a URL is on this machine by definition. */
export function isLoopbackUrl(url: string): boolean {
  return isLoopbackHost(hostOf(url))
}

/** Addresses that mean any address when listening, and this machine when connecting. */
const unspecified: ReadonlySet<string> = new Set(['0.0.0.0', '::'])
const usualLoopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', ...unspecified])

/** Returns whether a request to a URL reaches the server at another URL, whatever its spelling. */
export function reachesServer(url: string, serverUrl: string): boolean {
  const [host, server] = [hostOf(url), hostOf(serverUrl)]
  if (host === undefined || server === undefined || portOf(url) !== portOf(serverUrl)) return false
  const isUsual = (name: string) => usualLoopback.has(name) || /^(.+\.)?localhost$/.test(name)
  return (
    host === server || (isUsual(host) && isUsual(server)) || (isLoopbackHost(host) && unspecified.has(server))
  )
}

function portOf(url: string): string {
  const { port, protocol } = new URL(url)
  return port || (protocol === 'https:' ? '443' : '80')
}

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A proxy in front of a file server that can stall in the middle of each response. */
export interface SlowProxy {
  readonly url: string
  /** URL of the file server. */
  target: string
  /** Whether each response stalls after half of its body, without closing the connection. */
  isStalled: boolean
  /** The `Range` header of each request. */
  readonly ranges: (string | undefined)[]
  close(): void
}

export async function startSlowProxy(): Promise<SlowProxy> {
  const server = createServer(async (request, response) => {
    const { range } = request.headers
    proxy.ranges.push(range)
    const upstream = await fetch(`${proxy.target}${request.url}`, {
      headers: range === undefined ? {} : { range },
    })
    const bytes = Buffer.from(await upstream.arrayBuffer())
    response.writeHead(upstream.status, {
      ...Object.fromEntries(upstream.headers),
      'content-length': bytes.length,
    })
    if (proxy.isStalled) response.write(bytes.subarray(0, bytes.length / 2))
    else response.end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const proxy: SlowProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    target: '',
    isStalled: false,
    ranges: [],
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  return proxy
}

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A line to a server's files that can stop halfway through each. */
export interface SlowProxy {
  readonly url: string
  /** Where the files are. */
  target: string
  /** Whether each answer stops at its half, and is not closed. */
  isStalled: boolean
  /** What was asked for: the `Range` of each request. */
  readonly ranges: (string | undefined)[]
  close(): void
}

export async function startSlowProxy(): Promise<SlowProxy> {
  const server = createServer(async (request, response) => {
    const { range } = request.headers
    proxy.ranges.push(range)
    const answer = await fetch(`${proxy.target}${request.url}`, {
      headers: range === undefined ? {} : { range },
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    response.writeHead(answer.status, {
      ...Object.fromEntries(answer.headers),
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

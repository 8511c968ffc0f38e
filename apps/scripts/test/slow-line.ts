import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A line to a server's files that can stop halfway through each. */
export interface SlowLine {
  readonly url: string
  /** Where the files are. */
  to: string
  /** Whether each answer stops at its half, and is not closed. */
  isStuck: boolean
  /** What was asked for: the `Range` of each request. */
  readonly ranges: (string | undefined)[]
  close(): void
}

export async function startSlowLine(): Promise<SlowLine> {
  const server = createServer(async (request, response) => {
    const { range } = request.headers
    line.ranges.push(range)
    const answer = await fetch(`${line.to}${request.url}`, { headers: range === undefined ? {} : { range } })
    const bytes = Buffer.from(await answer.arrayBuffer())
    response.writeHead(answer.status, {
      ...Object.fromEntries(answer.headers),
      'content-length': bytes.length,
    })
    if (line.isStuck) response.write(bytes.subarray(0, bytes.length / 2))
    else response.end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const line: SlowLine = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    to: '',
    isStuck: false,
    ranges: [],
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  return line
}

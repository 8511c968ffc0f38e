import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that misbehaves as it is told to, on a real socket. */
export interface FaultServer {
  readonly url: string
  /** Requests so far, as `GET /path`. */
  readonly asked: string[]
  /** The `Authorization` headers that came. */
  readonly keys: (string | undefined)[]
  close(): Promise<void>
}

export type Fault = (response: ServerResponse, request: IncomingMessage, count: number) => void

/** Starts a server whose every request is answered by the fault. */
export async function startFaultServer(fault: Fault): Promise<FaultServer> {
  const asked: string[] = []
  const keys: (string | undefined)[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    keys.push(request.headers.authorization)
    request.resume().on('end', () => fault(response, request, asked.length))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    keys,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const room = JSON.stringify({ data: { id: 'r1' } })
const json = { 'content-type': 'application/json' }

/** Ways in which a server fails. */
export const faults = {
  ok: (response: ServerResponse) => response.writeHead(200, json).end(room),
  status:
    (status: number, headers: Record<string, string> = {}, body = ''): Fault =>
    (response) =>
      response.writeHead(status, { ...json, ...headers }).end(body),
  /** Never answers. */
  silence: () => undefined,
  /** Sends headers and half of the body, and then nothing. */
  stall: (response: ServerResponse) =>
    void response.writeHead(200, { ...json, 'content-length': room.length }).write(room.slice(0, 5)),
  /** Closes the connection before any answer. */
  hangUp: (response: ServerResponse) => void response.destroy(),
  /** Closes it in the middle of the body. */
  reset: (response: ServerResponse) => {
    response
      .writeHead(200, { ...json, 'content-length': room.length })
      .write(room.slice(0, 5), () => response.destroy())
  },
  /** Sends the body a byte at a time, over two seconds. */
  drip: (response: ServerResponse) => {
    response.writeHead(200, { ...json, 'content-length': room.length })
    let sent = 0
    const timer = setInterval(() => {
      response.write(room[sent++])
      if (sent === room.length) response.end()
    }, 100)
    response.on('close', () => clearInterval(timer))
  },
}

/** Fails in the given ways, one a request, the last one ever after. */
export function inTurn(...sequence: readonly Fault[]): Fault {
  return (response, request, count) =>
    sequence[Math.min(count, sequence.length) - 1]?.(response, request, count)
}

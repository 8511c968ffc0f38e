import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server with a fault, on a real socket. */
export interface FaultServer {
  readonly url: string
  /** Received requests, as `GET /path`. */
  readonly requests: string[]
  /** Received `Authorization` headers. */
  readonly keys: (string | undefined)[]
  close(): Promise<void>
}

/** Responds to a request, or fails to. `count` is the number of the request, from 1. */
export type Fault = (response: ServerResponse, request: IncomingMessage, count: number) => void

/** Starts a server that responds to every request with the fault. */
export async function startFaultServer(fault: Fault): Promise<FaultServer> {
  const requests: string[] = []
  const keys: (string | undefined)[] = []
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    keys.push(request.headers.authorization)
    request.resume().on('end', () => fault(response, request, requests.length))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
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
  /** Never responds. */
  silence: () => undefined,
  /** Sends the headers and half of the body, then stalls. */
  stall: (response: ServerResponse) =>
    void response.writeHead(200, { ...json, 'content-length': room.length }).write(room.slice(0, 5)),
  /** Closes the connection before the response. */
  hangUp: (response: ServerResponse) => void response.destroy(),
  /** Closes the connection in the middle of the body. */
  reset: (response: ServerResponse) => {
    response
      .writeHead(200, { ...json, 'content-length': room.length })
      .write(room.slice(0, 5), () => response.destroy())
  },
  /** Sends the body one byte every 100 ms. */
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

/** Applies one fault to each request in turn, and the last one to all further requests. */
export function inTurn(...sequence: readonly Fault[]): Fault {
  return (response, request, count) =>
    sequence[Math.min(count, sequence.length) - 1]?.(response, request, count)
}

import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { isLoopback } from '../control/loopback.ts'
import type { Live } from './live.ts'

/** Who may open a socket. */
export interface SocketOptions {
  /** Whether pages of other machines may. Default: pages of this machine alone. */
  readonly lan: boolean
}

/** The largest descriptions have some 10 kB. */
const maxPayload = 64 * 1024
/** Whoever reads is never so far behind. */
const maxUnread = 4 * 1024 * 1024
const path = /^\/([\w-]{1,64})\/janus\/?$/

/** Serves the live side by upgrade on an HTTP server. The function that it returns closes all sockets. */
export function serveSockets(server: Server, live: Live, options: SocketOptions): () => void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has('janus-protocol') ? 'janus-protocol' : false),
  })
  server.on('upgrade', (request, stream, head) => {
    const refusal = refuse(request, options)
    if (refusal) return refuseUpgrade(stream, ...refusal)
    const [, roomId = ''] = path.exec(pathOf(request)) ?? []
    return sockets.handleUpgrade(request, stream, head, (socket) => {
      const connection = live.connect(roomId, {
        send(text) {
          // What nobody reads must not pile up here.
          if (socket.bufferedAmount > maxUnread) socket.terminate()
          else socket.send(text)
        },
        close: (code, reason) => socket.close(code, reason),
      })
      socket.on('message', (data, isBinary) => {
        if (isBinary) socket.close(1003, 'Only text')
        else connection.receive(data.toString())
      })
      socket.on('error', () => socket.terminate())
      socket.on('close', () => connection.closed())
    })
  })
  return () => {
    for (const socket of sockets.clients) socket.terminate()
  }
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?')[0] ?? '/'
}

function refuse(request: IncomingMessage, { lan }: SocketOptions): [number, string] | undefined {
  const { host = '', origin } = request.headers
  if (!path.test(pathOf(request))) return [404, 'Live rooms are at /{room_id}/janus']
  if (lan) return undefined
  if (!isLoopback(`http://${host}`)) return [403, 'The Host is not this machine']
  if (origin !== undefined && !isLoopback(origin)) return [403, 'The Origin is not this machine']
  return undefined
}

function refuseUpgrade(stream: Duplex, status: number, message: string): void {
  const head = [
    `HTTP/1.1 ${status} ${status === 404 ? 'Not Found' : 'Forbidden'}`,
    'connection: close',
    'content-type: text/plain',
    `content-length: ${message.length}`,
  ]
  stream.on('error', () => stream.destroy())
  stream.end(`${head.join('\r\n')}\r\n\r\n${message}`)
}

import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Access, AccessRequest } from '../http/access.ts'
import { Refusal } from '../http/refusal.ts'
import type { Live } from './live.ts'

/** Which clients can connect. */
export interface SocketOptions {
  /** Whether clients of other machines can connect, besides those of this machine. */
  readonly lan: boolean
  readonly access: Access
}

/** Maximum size of a message, in bytes. The largest SDPs have about 10 kB. */
const maxPayload = 64 * 1024
/** Maximum number of connections, in all rooms. */
const maxConnections = 1000
/** Limit of unsent data, in bytes. A client that reads its messages never reaches it. */
const maxBuffered = 4 * 1024 * 1024
const path = /^\/([\w-]{1,64})\/janus\/?$/

/**
 * Accepts WebSocket connections to live rooms on an HTTP server. Returns a function that closes all sockets.
 */
export function serveSockets(server: Server, live: Live, options: SocketOptions): () => void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has('janus-protocol') ? 'janus-protocol' : false),
  })
  server.on('upgrade', (request, stream, head) => {
    const refusal = checkUpgrade(request, options) ?? checkCapacity(live)
    if (refusal) return rejectUpgrade(stream, ...refusal)
    const [, roomId = ''] = path.exec(pathOf(request)) ?? []
    return sockets.handleUpgrade(request, stream, head, (socket) => {
      const connection = live.connect(roomId, {
        send(text) {
          // Disconnects a client that does not read, so that unsent messages do not use up memory.
          if (socket.bufferedAmount > maxBuffered) socket.terminate()
          else socket.send(text)
        },
        close: (code, reason) => socket.close(code, reason),
      })
      socket.on('message', (data, isBinary) => {
        if (isBinary) socket.close(1003, 'Only text messages are accepted')
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

function checkUpgrade(
  request: IncomingMessage,
  { lan, access }: SocketOptions,
): [number, string] | undefined {
  const { socket, headers } = request
  const { host = null, origin = null } = headers
  if (!path.test(pathOf(request))) return [404, 'Live rooms are at /{room_id}/janus']
  const { remoteAddress: remote, localAddress: local } = socket
  const accessRequest: AccessRequest = { host, origin, connection: { remote, local } }
  try {
    access.checkHost(accessRequest)
    if (lan) return undefined
    access.checkOrigin(accessRequest)
    access.checkPeer(accessRequest)
    return undefined
  } catch (error) {
    return [403, error instanceof Refusal ? error.message : 'The connection is not allowed']
  }
}

function checkCapacity({ connections }: Live): [number, string] | undefined {
  return connections < maxConnections ? undefined : [503, `There are ${maxConnections} connections`]
}

function rejectUpgrade(stream: Duplex, status: number, message: string): void {
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'connection: close',
    'content-type: text/plain',
    `content-length: ${message.length}`,
  ]
  stream.on('error', () => stream.destroy())
  stream.end(`${head.join('\r\n')}\r\n\r\n${message}`)
}

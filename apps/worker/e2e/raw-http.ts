import { connect } from 'node:net'

/** A request as it is written on the wire. No client normalizes, completes or refuses it. */
export interface RawRequest {
  readonly method: string
  /** Request target, unchanged. */
  readonly target: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** A string is sent with its `Content-Length`; a sequence in chunks, until the server hangs up. */
  readonly body?: string | Uint8Array | Iterable<string> | undefined
}

/** A response. */
export interface RawAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: string
  /** All bytes of the response, decoded. */
  readonly raw: string
}

/**
 * Bytes that are sent without waiting for the response. A server that refuses a body closes the connection,
 * and the network then discards a response that was not read yet. So a large body is only sent if the server
 * does not respond to its headers, and an endless one slowly once it exceeds the limit.
 */
const maxEagerBytes = 8 * 1024
const unpausedBytes = 17 * 1024
const patienceMs = 2_000

/** Sends a request over a new connection and resolves to the response. */
export function sendRaw(origin: string, request: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) })
    let raw = ''
    socket.setEncoding('utf8')
    const hasResponse = new Promise<boolean>((respond) => {
      socket.on('data', (text) => {
        raw += text
        respond(true)
      })
    })
    const pause = (ms: number) =>
      Promise.race([hasResponse, new Promise<boolean>((done) => setTimeout(done, ms, false))])
    // A server that has responded may reset the connection while the body is still being sent.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      if (raw === '') reject(new Error(`No response to ${request.method} ${request.target.slice(0, 80)}`))
      else resolve(parse(raw))
    })
    socket.on('connect', () => {
      socket.write(headOf(request))
      void writeBody(request.body)
    })
    const writeBody = async (body: RawRequest['body']) => {
      if (body === undefined) return
      if (typeof body === 'string' || body instanceof Uint8Array) {
        if (body.length > maxEagerBytes && (await pause(patienceMs))) return
        socket.write(body)
        return
      }
      let sent = 0
      for (const piece of body) {
        if (socket.destroyed) return
        socket.write(`${Buffer.byteLength(piece).toString(16)}\r\n${piece}\r\n`)
        sent += piece.length
        if (sent > unpausedBytes && (await pause(1_000))) return
      }
      socket.write('0\r\n\r\n')
    }
  })
}

function headOf({ method, target, headers, body }: RawRequest): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`)
  if (typeof body === 'string' || body instanceof Uint8Array) {
    const hasLength = headers.some(([name]) => name.toLowerCase() === 'content-length')
    if (!hasLength) lines.push(`Content-Length: ${Buffer.byteLength(body)}`)
  } else if (body !== undefined) {
    lines.push('Transfer-Encoding: chunked')
  }
  return `${method} ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`
}

function parse(raw: string): RawAnswer {
  const end = raw.indexOf('\r\n\r\n')
  const [first = '', ...lines] = raw.slice(0, end).split('\r\n')
  const headers = new Headers(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 1).trim()]
    }),
  )
  const rest = raw.slice(end + 4)
  const body = headers.get('transfer-encoding') === 'chunked' ? unchunk(rest) : rest
  return { status: Number(first.split(' ')[1]), headers, body, raw }
}

function unchunk(text: string): string {
  return text.replace(/[\da-f]+\r\n/gi, '').replaceAll('\r\n', '')
}

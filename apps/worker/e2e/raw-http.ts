import { connect } from 'node:net'

/** A request as it is written on the wire: nothing is normalized, added or refused on the way. */
export interface RawRequest {
  readonly method: string
  /** The request's target, as it is. */
  readonly target: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  /**
   * A text goes with its `Content-Length`; of a sequence each piece is a chunk, until the server hangs up.
   */
  readonly body?: string | Uint8Array | Iterable<string> | undefined
}

/** What came back, whole. */
export interface RawAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: string
  /** Everything that was sent, for those who look for what should not be in it. */
  readonly raw: string
}

/** How much of a body in chunks is sent at once. */
const hurried = 32 * 1024

/** Sends a request over a connection of its own, and resolves to the first answer to it. */
export function sendRaw(origin: string, request: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) })
    let raw = ''
    socket.setEncoding('utf8')
    socket.on('data', (text) => {
      raw += text
    })
    // A server that has answered may reset a connection on which it is still being sent to.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      if (raw === '') reject(new Error(`No answer to ${request.method} ${request.target.slice(0, 80)}`))
      else resolve(parse(raw))
    })
    socket.on('connect', () => {
      socket.write(headOf(request))
      void writeBody(request.body)
    })
    const writeBody = async (body: RawRequest['body']) => {
      if (body === undefined) return
      if (typeof body === 'string' || body instanceof Uint8Array) {
        socket.write(body)
        return
      }
      let sent = 0
      for (const piece of body) {
        if (socket.destroyed) return
        socket.write(`${Buffer.byteLength(piece).toString(16)}\r\n${piece}\r\n`)
        sent += piece.length
        // A server that hangs up while it is still being sent to takes its answer along, so the rest comes
        // slowly.
        if (sent > hurried) await new Promise((done) => setTimeout(done, 1000))
      }
      socket.write('0\r\n\r\n')
    }
  })
}

function headOf({ method, target, headers, body }: RawRequest): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`)
  if (typeof body === 'string' || body instanceof Uint8Array) {
    const isGiven = headers.some(([name]) => name.toLowerCase() === 'content-length')
    if (!isGiven) lines.push(`Content-Length: ${Buffer.byteLength(body)}`)
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

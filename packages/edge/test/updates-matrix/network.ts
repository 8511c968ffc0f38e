/** What the network does with requests and responses of one tab. */
export interface Network {
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>
  /** Number of requests of streams, including those that failed. */
  requests: number
  /** Cursors of the requests; null for a request without one. */
  readonly cursors: (string | null)[]
  /** Whether requests fail. Streams that are open break when this is set. */
  setOnline(isOnline: boolean): void
  /** Breaks the open streams. */
  cut(): void
  /** Lets nothing more of the open streams arrive, and reports no error. The server does not notice. */
  silence(): void
  /** Reads no more of the streams, until `resume`, as a page that is busy. */
  pause(): void
  resume(): void
  /** Responses that a server in between sends instead of the gateway. */
  readonly instead: ((request: Request) => Response | Promise<Response>)[]
  /** Changes the header `Last-Event-ID` of requests. */
  changeCursor: ((cursor: string | null) => string | null) | undefined
  /** Splits what arrives into other pieces. */
  split: ((piece: Uint8Array) => Uint8Array[]) | undefined
  /** Whether pieces are held back until a response ends, or for a time in milliseconds. */
  bufferMs: number | undefined
}

/** A response that the tab reads. */
interface OpenStream {
  isSilent: boolean
  /** Settles when the network or the tab ends it. */
  readonly failure: Promise<'failed'>
  fail(): void
}

/** Creates a network between a tab and the gateway that `server` returns. */
export function createNetwork(server: () => (request: Request) => Promise<Response>): Network {
  const open = new Set<OpenStream>()
  let isOnline = true
  let resumed: Promise<void> | undefined
  let resume = () => {}

  const network: Network = {
    requests: 0,
    cursors: [],
    instead: [],
    changeCursor: undefined,
    split: undefined,
    bufferMs: undefined,
    async fetch(input, init) {
      const sent = new Request(input, init)
      const headers = new Headers(sent.headers)
      const kept = headers.get('last-event-id')
      const cursor = network.changeCursor ? network.changeCursor(kept) : kept
      if (cursor === null) headers.delete('last-event-id')
      else headers.set('last-event-id', cursor)
      network.requests++
      network.cursors.push(cursor)
      if (!isOnline) throw new TypeError('fetch failed')
      const abort = new AbortController()
      const { promise: failure, resolve } = Promise.withResolvers<'failed'>()
      const stream: OpenStream = {
        isSilent: false,
        failure,
        fail() {
          resolve('failed')
          // The other end of a silent connection does not notice.
          if (!stream.isSilent) abort.abort()
        },
      }
      sent.signal.addEventListener('abort', stream.fail)
      const request = new Request(sent.url, { headers, signal: abort.signal })
      const response = await (network.instead.shift() ?? server())(request)
      if (!isOnline) throw new TypeError('fetch failed')
      if (!response.body) return response
      return new Response(carry(response.body, stream), response)
    },
    setOnline(is) {
      isOnline = is
      if (!is) network.cut()
    },
    cut() {
      for (const stream of [...open]) stream.fail()
    },
    silence() {
      for (const stream of open) stream.isSilent = true
    },
    pause() {
      resumed = new Promise((resolve) => {
        resume = resolve
      })
    },
    resume() {
      resumed = undefined
      resume()
    },
  }

  /** Returns a body that arrives as the network lets it. */
  function carry(body: ReadableStream<Uint8Array>, stream: OpenStream): ReadableStream<Uint8Array> {
    const reader = body.getReader()
    open.add(stream)
    const end = () => {
      open.delete(stream)
      if (!stream.isSilent) reader.cancel().catch(() => undefined)
    }
    return new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          await Promise.race([resumed, stream.failure])
          const read = await Promise.race([reader.read(), stream.failure])
          if (read !== 'failed' && !read.done && network.bufferMs !== undefined) {
            await Promise.race([
              new Promise((resolve) => setTimeout(resolve, network.bufferMs)),
              stream.failure,
            ])
          }
          if (stream.isSilent) await stream.failure
          if (read === 'failed' || stream.isSilent) {
            end()
            controller.error(new TypeError('terminated'))
          } else if (read.done) {
            end()
            controller.close()
          } else for (const piece of network.split?.(read.value) ?? [read.value]) controller.enqueue(piece)
        },
        cancel() {
          stream.fail()
          end()
        },
      },
      { highWaterMark: 0 },
    )
  }

  return network
}

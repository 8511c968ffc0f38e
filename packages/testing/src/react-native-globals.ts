/**
 * The web APIs of React Native, with their gaps: its `URL` throws from every getter, its `URLSearchParams`
 * takes no text and escapes nothing, its abort signals have no reason, and its responses (`whatwg-fetch`) no
 * stream.
 */

type Listener = (event: { readonly type: string }) => void

function missing(name: string): never {
  throw new Error(`${name} is not implemented`)
}

class AbortSignal {
  aborted = false
  onabort: Listener | null = null
  readonly #listeners = new Set<Listener>()
  addEventListener(_: 'abort', listener: Listener) {
    this.#listeners.add(listener)
  }
  removeEventListener(_: 'abort', listener: Listener) {
    this.#listeners.delete(listener)
  }
  dispatchEvent(event: { readonly type: string }) {
    this.onabort?.(event)
    for (const listener of this.#listeners) listener(event)
  }
}

class AbortController {
  readonly signal = new AbortSignal()
  abort() {
    if (this.signal.aborted) return
    this.signal.aborted = true
    this.signal.dispatchEvent({ type: 'abort' })
  }
}

class URLSearchParams {
  readonly #pairs: [string, string][] = []
  constructor(fields?: unknown) {
    if (typeof fields !== 'object' || fields === null) return
    for (const [name, value] of Object.entries(fields)) this.append(name, String(value))
  }
  get size(): number {
    return missing('URLSearchParams.size')
  }
  append(name: string, value: string) {
    this.#pairs.push([name, value])
  }
  get() {
    return missing('URLSearchParams.get')
  }
  set() {
    return missing('URLSearchParams.set')
  }
  has() {
    return missing('URLSearchParams.has')
  }
  delete() {
    return missing('URLSearchParams.delete')
  }
  [Symbol.iterator]() {
    return this.#pairs[Symbol.iterator]()
  }
  toString() {
    return this.#pairs.map((pair) => pair.join('=')).join('&')
  }
}

const unreadable = [
  'hash',
  'host',
  'hostname',
  'origin',
  'password',
  'pathname',
  'port',
  'protocol',
  'username',
]

class URL {
  readonly href: string
  constructor(url: string, base?: string) {
    const text = base === undefined ? url : `${base.replace(/\/$/, '')}/${url.replace(/^\//, '')}`
    this.href = text.endsWith('/') ? text : `${text}/`
    for (const name of unreadable) Object.defineProperty(this, name, { get: () => missing(`URL.${name}`) })
  }
  toString() {
    return this.href
  }
}

type HeaderSource = Headers | readonly (readonly [string, string])[] | Readonly<Record<string, string>>

class Headers {
  readonly #values = new Map<string, string>()
  constructor(source?: HeaderSource) {
    if (source instanceof Headers) for (const [name, value] of source) this.append(name, value)
    else if (Array.isArray(source)) for (const [name, value] of source) this.append(name, value)
    else for (const [name, value] of Object.entries(source ?? {})) this.append(name, value)
  }
  append(name: string, value: string) {
    const before = this.get(name)
    this.set(name, before === null ? value : `${before}, ${value}`)
  }
  delete(name: string) {
    this.#values.delete(name.toLowerCase())
  }
  get(name: string) {
    return this.#values.get(name.toLowerCase()) ?? null
  }
  has(name: string) {
    return this.#values.has(name.toLowerCase())
  }
  set(name: string, value: string) {
    if (/[^\w!#$%&'*+.^`|~-]/.test(name) || name === '') throw new TypeError(`Invalid character in "${name}"`)
    this.#values.set(name.toLowerCase(), String(value))
  }
  forEach(callback: (value: string, name: string) => void) {
    this.#values.forEach(callback)
  }
  keys() {
    return this.#values.keys()
  }
  values() {
    return this.#values.values()
  }
  entries() {
    return this.#values.entries()
  }
  [Symbol.iterator]() {
    return this.entries()
  }
}

interface RequestOptions {
  readonly method?: string
  readonly headers?: HeaderSource
  readonly body?: unknown
  readonly credentials?: string
  readonly signal?: AbortSignal
}

class Request {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  readonly credentials: string
  readonly signal: AbortSignal
  bodyUsed = false
  readonly _bodyInit: unknown
  constructor(input: string | Request, options: RequestOptions = {}) {
    const source = input instanceof Request ? input : undefined
    this.url = source?.url ?? String(input)
    this.method = (options.method ?? source?.method ?? 'GET').toUpperCase()
    this.headers = new Headers(options.headers ?? source?.headers)
    this.credentials = options.credentials ?? source?.credentials ?? 'same-origin'
    this.signal = options.signal ?? source?.signal ?? new AbortSignal()
    this._bodyInit = options.body ?? source?._bodyInit
    if (this.method === 'GET' && this._bodyInit) throw new TypeError('Body not allowed for GET requests')
    if (source && this._bodyInit) source.bodyUsed = true
  }
  clone() {
    return new Request(this)
  }
  text() {
    return Promise.resolve(String(this._bodyInit ?? ''))
  }
}

/** A response of the native networking: its text is decompressed, and its headers are as they were sent. */
interface NativeResponse {
  readonly url: string
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly text: string
}

/** Sends a request outside of JavaScript, as the app's platform does. */
type NativeSend = (request: {
  readonly url: string
  readonly method: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string | undefined
}) => Promise<NativeResponse>

class Response {
  readonly type = 'default'
  readonly status: number
  readonly ok: boolean
  readonly headers: Headers
  readonly url: string
  bodyUsed = false
  readonly #text: string
  constructor({ url, status, headers, text }: NativeResponse) {
    this.url = url
    this.status = status
    this.ok = status >= 200 && status < 300
    this.headers = new Headers(headers)
    this.#text = text
  }
  text() {
    if (this.bodyUsed) return Promise.reject(new TypeError('Already read'))
    this.bodyUsed = true
    return Promise.resolve(this.#text)
  }
  async json() {
    return JSON.parse(await this.text())
  }
  async arrayBuffer() {
    return Uint8Array.from(await this.text(), (character) => character.charCodeAt(0)).buffer
  }
}

/** Adds React Native's web APIs to this realm, in which `nativeSend` sends the requests. */
export function installGlobals(): void {
  const realm = globalThis as unknown as Record<string, unknown>
  const { nativeSend } = globalThis as unknown as { readonly nativeSend: NativeSend }
  const fetch = (input: string | Request, options?: RequestOptions) =>
    new Promise<Response>((resolve, reject) => {
      const request = new Request(input, options)
      const abort = () => reject(Object.assign(new Error('Aborted'), { name: 'AbortError' }))
      if (request.signal.aborted) return abort()
      request.signal.addEventListener('abort', abort)
      nativeSend({
        url: request.url,
        method: request.method,
        headers: [...request.headers],
        body: request._bodyInit === undefined ? undefined : String(request._bodyInit),
      }).then(
        (response) => resolve(new Response(response)),
        () => reject(new TypeError('Network request failed')),
      )
    })
  Object.assign(realm, {
    AbortController,
    AbortSignal,
    Headers,
    Request,
    Response,
    URL,
    URLSearchParams,
    fetch,
  })
  Object.assign(realm, { window: realm, self: realm, navigator: { product: 'ReactNative' } })
}

import { firstBytes } from '../http/first-bytes.ts'
import { isLoopbackUrl, reachesServer } from '../http/hosts.ts'
import type { KeyRow } from '../state/rows.ts'
import { unref } from '../unref.ts'
import { untilAborted } from '../until-aborted.ts'

/** The response to a request, or why there was none. */
export interface Reply {
  /** Status of the response; null if there was none. */
  readonly status: number | null
  readonly error: string | null
  /** The first MiB of the body. */
  readonly bytes: Uint8Array
  /** The same as text. */
  readonly text: string
  /** Whether nothing was sent, because the address is on another machine. */
  readonly withheld: boolean
  /** Address of a redirect; null for any other response. */
  readonly location: string | null
  /** Media type of the response; null without one. */
  readonly contentType: string | null
}

/** Options of `createSender`. */
export interface SenderOptions {
  /** Returns the key that signs requests. */
  readonly key: () => Promise<KeyRow>
  /** Returns the URL of the emulator, which it must not call; undefined if it has none. */
  readonly ownUrl: () => string | undefined
  /** Sends requests. Default: the global `fetch`. */
  readonly fetch?: typeof fetch | undefined
  /** Whether it may send to other machines. */
  readonly anywhere: boolean
}

/** Sends requests to the user's servers. */
export interface Sender {
  /** Value of the header that identifies its requests. */
  readonly id: string
  /** Returns why nothing may be sent to an address; undefined if it may. */
  prohibition(url: string): { readonly error: string; readonly withheld: boolean } | undefined
  /** Sends a request and does not follow redirects. It never rejects. */
  send(url: string, timeoutSecs: number, makeRequest: () => Request | Promise<Request>): Promise<Reply>
  /** Sends a signed request. These leave in the order of the calls, whatever their addresses. */
  sendSigned(
    url: string,
    timeoutSecs: number,
    sign: (privateKey: CryptoKey) => Promise<Request>,
  ): Promise<Reply>
}

/**
 * Header that identifies the emulator which sends a request, so that it can reject its own requests, under
 * whatever name they reach it.
 */
export const senderHeader = 'x-greenroom-emulator'

const maxResponseBytes = 1 << 20
const noReply = {
  status: null,
  bytes: new Uint8Array(),
  text: '',
  withheld: false,
  location: null,
  contentType: null,
} as const

/** Creates a sender. */
export function createSender({ key, anywhere, ...options }: SenderOptions): Sender {
  const id = crypto.randomUUID()
  /** The last request that is signed. */
  let signing: Promise<unknown> = Promise.resolve()

  const prohibition: Sender['prohibition'] = (url) => {
    if (!anywhere && !isLoopbackUrl(url)) {
      const error = 'not sent: the address is not on this machine (--webhooks-anywhere allows it)'
      return { error, withheld: true }
    }
    const ownUrl = options.ownUrl()
    if (ownUrl === undefined || !reachesServer(url, ownUrl)) return undefined
    return { error: 'not sent: the address is that of the emulator itself', withheld: false }
  }

  const send: Sender['send'] = async (url, timeoutSecs, makeRequest) => {
    const prohibited = prohibition(url)
    if (prohibited) return { ...noReply, ...prohibited }
    try {
      const made = await makeRequest()
      return await withTimeout(timeoutSecs * 1000, (signal) => {
        const request = new Request(made, { redirect: 'manual', signal })
        request.headers.set(senderHeader, id)
        // A fetch of a test may ignore the signal. It must not block the queue and moves of the clock.
        return untilAborted(signal, async () => readReply(await (options.fetch ?? fetch)(request)))
      })
    } catch (error) {
      return { ...noReply, error: reasonOf(error, timeoutSecs) }
    }
  }

  // Signed with the real time, since receivers verify it with a real clock.
  const signInOrder = (sign: (privateKey: CryptoKey) => Promise<Request>): Promise<Request> => {
    const signed = signing.then(async () => sign(await importKey(await key())))
    signing = signed.catch(() => undefined)
    return signed
  }

  return {
    id,
    prohibition,
    send,
    sendSigned: (url, timeoutSecs, sign) => send(url, timeoutSecs, () => signInOrder(sign)),
  }
}

/**
 * Does work with a signal that aborts after a time. Unlike that of `AbortSignal.timeout`, its timer ends with
 * the work: it would keep a request that was answered in memory until then.
 */
async function withTimeout<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const timeout = () => controller.abort(new DOMException('The request took too long', 'TimeoutError'))
  const timer = setTimeout(timeout, ms)
  unref(timer)
  try {
    return await work(controller.signal)
  } finally {
    clearTimeout(timer)
  }
}

async function readReply({ status, headers, body }: Response): Promise<Reply> {
  const bytes = await firstBytes(body, maxResponseBytes)
  return {
    status,
    error: null,
    bytes,
    text: new TextDecoder().decode(bytes),
    withheld: false,
    location: headers.get('location'),
    contentType: headers.get('content-type'),
  }
}

/** Imported keys: the import takes longer than a signature. */
const imported = new WeakMap<KeyRow, Promise<CryptoKey>>()

function importKey(key: KeyRow): Promise<CryptoKey> {
  const known = imported.get(key) ?? crypto.subtle.importKey('jwk', key, 'Ed25519', false, ['sign'])
  imported.set(key, known)
  return known
}

function reasonOf(error: unknown, timeoutSecs: number): string {
  if (!(error instanceof Error)) return 'failed'
  if (error.name === 'TimeoutError') return `no response within ${timeoutSecs} s`
  const { cause } = error
  return cause instanceof Error ? cause.message : error.message
}

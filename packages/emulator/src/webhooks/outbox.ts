import { signWebhook } from '@greenroom/core/webhooks'
import { readStream } from '@greenroom/core/wire'
import type { Clock } from '../clock.ts'
import { cutText } from '../cut-text.ts'
import { firstBytes } from '../http/first-bytes.ts'
import { isLoopbackUrl, reachesServer } from '../http/hosts.ts'
import type { EngineContext } from '../lifecycle/engine-context.ts'
import type { EngineEvent, WebhookTarget } from '../lifecycle/events.ts'
import { type BoundedLog, createBoundedLog } from '../log/bounded-log.ts'
import type { KeyRow, TaskRow } from '../state/rows.ts'
import { untilAborted } from '../until-aborted.ts'

/** One attempt to deliver an event. */
export interface WebhookDelivery {
  readonly id: string
  /** Time of the attempt, by the emulator's clock: ISO 8601. */
  readonly at: string
  readonly url: string
  readonly method: 'GET' | 'POST'
  /** Number of the attempt, from 1. The failover address belongs to the same attempt. */
  readonly attempt: number
  /** Status of the response; null if there was none. */
  readonly status: number | null
  /** Why there was no response; null if there was one. */
  readonly error: string | null
  /** Whether the status was 2xx. */
  readonly delivered: boolean
  /** Text of the response, at most 4,000 characters; empty if there was none. */
  readonly response: string
  /** The event as sent. */
  readonly event: WebhookEnvelope['data']
}

/** The body of a webhook. */
export interface WebhookEnvelope {
  readonly data: {
    readonly record_type: 'event'
    readonly event_type: string
    readonly id: string
    readonly occurred_at: string
    readonly payload: object
  }
  readonly meta: { readonly attempt: number; readonly delivered_to: string }
}

/** Delivers events and callbacks. */
export interface Outbox {
  /** Value of the header that identifies its requests. */
  readonly sender: string
  /** The latest attempts. */
  readonly log: BoundedLog<WebhookDelivery>
  /** Returns why nothing may be sent to an address; undefined if it may. */
  prohibition(url: string): string | undefined
  /** Deletes the attempts. Deliveries under way are not added later. */
  clear(): void
  /** Retries a delivery that was scheduled after a failure. */
  deliver(task: Extract<TaskRow, { kind: 'deliver-webhook' }>): void
  /**
   * Queues a TeXML callback, a form. Callbacks to one address are sent in order.
   *
   * @returns a promise that resolves once it is answered, or cannot be delivered.
   */
  sendForm(callback: FormCallback, failoverUrl?: string): Promise<void>
  /** Sends a TeXML form at once and resolves to the response. */
  requestForm(callback: FormCallback): Promise<FormResponse>
  /** Sends a request that is not signed, and resolves to the response. The first 1 MiB of it counts. */
  exchange(request: HttpExchange): Promise<FormResponse>
  /** Downloads a file of at most 1 MiB, such as a sound. The beginning of a longer one counts. */
  download(url: string): Promise<Download>
}

/** A form to send: in the body of a POST, or in the query of a GET. */
export interface FormCallback {
  readonly url: string
  readonly method: 'GET' | 'POST'
  /** Event type in the log, e.g. `texml.call.ringing`. */
  readonly type: string
  readonly fields: Readonly<Record<string, string>>
}

/** A request as an app describes it. */
export interface HttpExchange {
  readonly url: string
  readonly method: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body?: string
}

/** The response to a form, or why there was none. */
export interface FormResponse {
  readonly status: number | null
  readonly error: string | null
  readonly text: string
  /** Whether the form was not sent because the address is on another machine. */
  readonly withheld: boolean
  /** Address of a redirect; null for any other response. */
  readonly location: string | null
  /** Media type of the response; null without one. */
  readonly contentType: string | null
}

/** The response to a download, or why there was none. */
export interface Download {
  readonly status: number | null
  readonly error: string | null
  readonly bytes: Uint8Array
}

/** Options of `createOutbox`. */
export interface OutboxOptions {
  readonly context: EngineContext
  readonly key: () => Promise<KeyRow>
  /** Returns the URL of the emulator, which it must not call; undefined if it has none. */
  readonly ownUrl: () => string | undefined
  /** Sends requests. Default: the global `fetch`. */
  readonly fetch?: typeof fetch | undefined
  /** Whether it may send to other machines. */
  readonly anywhere: boolean
}

/** Does work at the time of an event, whether or not the clock was moved since. */
type Mark = ReturnType<Clock['mark']>

/** One attempt to deliver an event. */
interface Attempt {
  readonly data: WebhookEnvelope['data']
  readonly target: WebhookTarget
  /** Number of the attempt, from 1. */
  readonly attempt: number
  readonly atMark: Mark
}

/**
 * Header that identifies the emulator which sends a request, so that it can reject its own requests, under
 * whatever name they reach it.
 */
export const senderHeader = 'x-greenroom-emulator'

/** Delays before the second and third attempts, in seconds of the emulator's clock. */
const retryDelaysSecs = [10, 60]
/** Timeout if the target has none, in seconds. */
const defaultTimeoutSecs = 10
/** Timeout of the fetch of a document or a sound, in seconds. */
const fetchTimeoutSecs = 15
/** Maximum number of deliveries that wait for their receiver. Further ones are not sent. */
const maxWaiting = 10_000
/** Maximum number of scheduled retries. Further failed deliveries are not retried. */
const maxRetries = 10_000
const maxResponseBytes = 1 << 20
/** Maximum length of a response in the log, in characters. */
const maxLoggedLength = 4000
const noResponse = { status: null, text: '', location: null, contentType: null } as const

/** Creates an outbox that delivers the engine's events. */
export function createOutbox({ context, key, anywhere, ...options }: OutboxOptions): Outbox {
  const { state, clock, scheduler, events, pending } = context
  const log = createBoundedLog<WebhookDelivery>({ onChange: context.changes.note })
  const sender = crypto.randomUUID()
  let waiting = 0
  /** Queues by address: deliveries to one address run one after the other, so that they keep their order. */
  const queues = new Map<string, Promise<void>>()
  /** The last request that is signed. Requests to several addresses leave in the order of their events. */
  let signing: Promise<unknown> = Promise.resolve()
  /** Incremented by `clear`. Deliveries of an earlier generation are neither logged nor retried. */
  let generation = 0

  const post = async (url: string, { data, target, attempt, atMark }: Attempt) => {
    const timeoutSecs = target.webhook_timeout_secs || defaultTimeoutSecs
    const startedIn = generation
    const body = { data, meta: { attempt, delivered_to: url } }
    const response = await send(url, timeoutSecs, (privateKey) => signWebhook(url, body, { privateKey }))
    const outcome = outcomeOf(response)
    if (startedIn === generation) {
      const at = atMark(() => clock.timestamp())
      log.add({ id: crypto.randomUUID(), at, url, method: 'POST', attempt, ...outcome, event: data })
    }
    return outcome.delivered
  }

  const eventOf = ({ type, fields }: FormCallback): WebhookEnvelope['data'] => ({
    record_type: 'event',
    event_type: type,
    id: crypto.randomUUID(),
    occurred_at: clock.timestamp(),
    payload: fields,
  })

  const requestForm = async (
    callback: FormCallback,
    timeoutSecs: number,
    atMark: Mark = clock.mark(),
  ): Promise<FormResponse> => {
    const { url, method, fields } = callback
    const startedIn = generation
    const query = new URLSearchParams(fields).toString()
    const address = method === 'GET' ? withQuery(url, query) : url
    const contentType = 'application/x-www-form-urlencoded'
    const response = await send(url, timeoutSecs, (privateKey) =>
      signWebhook(address, query, { privateKey, method, contentType }),
    )
    const event = atMark(() => eventOf(callback))
    const { id, occurred_at: at } = event
    if (startedIn === generation) log.add({ id, at, url, method, attempt: 1, ...outcomeOf(response), event })
    return response
  }

  /** Returns why nothing may be sent to an address; undefined if it may. */
  const prohibition = (url: string) => {
    if (!anywhere && !isLoopbackUrl(url)) {
      const error = 'not sent: the address is not on this machine (--webhooks-anywhere allows it)'
      return { error, withheld: true }
    }
    const ownUrl = options.ownUrl()
    if (ownUrl === undefined || !reachesServer(url, ownUrl)) return undefined
    return { error: 'not sent: the address is that of the emulator itself', withheld: false }
  }

  /** Sends a request and reads its response, both within a time limit. */
  const exchange = async <T>(
    signed: Request,
    timeoutSecs: number,
    read: (response: Response) => Promise<T>,
  ): Promise<T> => {
    const signal = AbortSignal.timeout(timeoutSecs * 1000)
    const request = new Request(signed, { redirect: 'manual', signal })
    request.headers.set(senderHeader, sender)
    // A fetch of a test may ignore the signal. It must not block the queue and moves of the clock.
    return await untilAborted(signal, async () => read(await (options.fetch ?? fetch)(request)))
  }

  const send = async (
    url: string,
    timeoutSecs: number,
    sign: (privateKey: CryptoKey) => Promise<Request>,
  ): Promise<FormResponse> => {
    const prohibited = prohibition(url)
    if (prohibited) return { ...noResponse, ...prohibited }
    try {
      // Signed with the real time, since receivers verify it with a real clock.
      const signed = await signInOrder(sign)
      return await exchange(signed, timeoutSecs, async (response) => ({
        status: response.status,
        error: null,
        text: (response.body ? await readStream(response.body, maxResponseBytes) : '') ?? '',
        withheld: false,
        location: response.headers.get('location'),
        contentType: response.headers.get('content-type'),
      }))
    } catch (error) {
      return { ...noResponse, error: reasonOf(error, timeoutSecs), withheld: false }
    }
  }

  const exchangeOnce = async ({ url, method, headers, body }: HttpExchange): Promise<FormResponse> => {
    const prohibited = prohibition(url)
    if (prohibited) return { ...noResponse, ...prohibited }
    try {
      const init = { method, headers: headers.map(([name, value]): [string, string] => [name, value]) }
      const request = new Request(url, { ...init, ...(body !== undefined && { body }) })
      return await exchange(request, fetchTimeoutSecs, async (response) => ({
        status: response.status,
        error: null,
        text: new TextDecoder().decode(await firstBytes(response.body, maxResponseBytes)),
        withheld: false,
        location: response.headers.get('location'),
        contentType: response.headers.get('content-type'),
      }))
    } catch (error) {
      return { ...noResponse, error: reasonOf(error, fetchTimeoutSecs), withheld: false }
    }
  }

  const signInOrder = (sign: (privateKey: CryptoKey) => Promise<Request>): Promise<Request> => {
    const signed = signing.then(async () => sign(await importKey(await key())))
    signing = signed.catch(() => undefined)
    return signed
  }

  const download = async (url: string): Promise<Download> => {
    const noBytes = new Uint8Array()
    const prohibited = prohibition(url)
    if (prohibited) return { status: null, error: prohibited.error, bytes: noBytes }
    try {
      return await exchange(new Request(url), fetchTimeoutSecs, async (response) => ({
        status: response.status,
        error: null,
        bytes: await firstBytes(response.body, maxResponseBytes),
      }))
    } catch (error) {
      return { status: null, error: reasonOf(error, fetchTimeoutSecs), bytes: noBytes }
    }
  }

  const attemptOnce = async (delivery: Attempt) => {
    const startedIn = generation
    const { data, target, attempt, atMark } = delivery
    const { webhook_event_url: url, webhook_event_failover_url: failoverUrl } = target
    if (url && (await post(url, delivery))) return
    if (failoverUrl && (await post(failoverUrl, delivery))) return
    const delaySecs = retryDelaysSecs[attempt - 1]
    const kind = 'deliver-webhook'
    if (delaySecs === undefined || startedIn !== generation) return
    if (state.tasks.count(kind) >= maxRetries) return
    const retry = { kind, attempt: attempt + 1, event: { ...data }, target: pick(target) } as const
    atMark(() => scheduler.add(retry, delaySecs, clock.now()))
  }

  const enqueueEvent = (data: WebhookEnvelope['data'], target: WebhookTarget, attempt: number) => {
    const address = target.webhook_event_url || target.webhook_event_failover_url
    if (!address) return
    enqueue({ url: address, method: 'POST' }, data, (atMark) =>
      attemptOnce({ data, target, attempt, atMark }),
    )
  }

  const enqueue = (
    { url: address, method }: Pick<FormCallback, 'url' | 'method'>,
    event: WebhookEnvelope['data'],
    work: (atMark: Mark) => Promise<unknown>,
  ): Promise<void> => {
    if (waiting >= maxWaiting) {
      const error = `not sent: ${maxWaiting} deliveries are waiting`
      const outcome = { status: null, error, delivered: false, response: '' }
      const { id } = event
      log.add({ id, at: clock.timestamp(), url: address, method, attempt: 1, ...outcome, event })
      return Promise.resolve()
    }
    waiting += 1
    const startedIn = generation
    // The clock may be moved before the work starts or its response arrives.
    const atMark = clock.mark()
    const next = (queues.get(address) ?? Promise.resolve())
      .then(() => work(atMark))
      .catch((error: unknown) => console.error('A delivery failed:', error))
      .then(() => {
        if (startedIn === generation) waiting -= 1
        if (queues.get(address) === next) queues.delete(address)
      })
    queues.set(address, pending.track(next))
    return next
  }

  events.listen(({ type, at, payload, target }: EngineEvent) => {
    const id = crypto.randomUUID()
    enqueueEvent({ record_type: 'event', event_type: type, id, occurred_at: at, payload }, target, 1)
  })

  return {
    sender,
    log,
    prohibition: (url) => prohibition(url)?.error,
    clear() {
      generation += 1
      waiting = 0
      log.clear()
      queues.clear()
      pending.clear()
    },
    deliver: ({ event, target, attempt }) =>
      enqueueEvent(event as unknown as WebhookEnvelope['data'], target, attempt),
    sendForm: (callback, failoverUrl) =>
      enqueue(callback, eventOf(callback), async (atMark) => {
        const { delivered } = outcomeOf(await requestForm(callback, defaultTimeoutSecs, atMark))
        if (!delivered && failoverUrl)
          await requestForm({ ...callback, url: failoverUrl }, defaultTimeoutSecs, atMark)
      }),
    // Starts as late as a queued callback, so that it does not overtake an earlier one.
    requestForm: (callback) =>
      pending.track(Promise.resolve().then(() => requestForm(callback, fetchTimeoutSecs))),
    exchange: (request) => pending.track(exchangeOnce(request)),
    download: (url) => pending.track(download(url)),
  }
}

/** Adds to the query of an address, which stands before its fragment. */
function withQuery(url: string, query: string): string {
  const [address = '', ...fragment] = url.split('#')
  return [`${address}${address.includes('?') ? '&' : '?'}${query}`, ...fragment].join('#')
}

function pick({ webhook_event_url, webhook_event_failover_url, webhook_timeout_secs }: WebhookTarget) {
  return { webhook_event_url, webhook_event_failover_url, webhook_timeout_secs }
}

function outcomeOf({
  status,
  error,
  text,
}: FormResponse): Pick<WebhookDelivery, 'status' | 'error' | 'delivered' | 'response'> {
  const delivered = status !== null && status >= 200 && status < 300
  return { status, error, delivered, response: cutText(text, maxLoggedLength) }
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

import { signWebhook } from '@greenroom/core/webhooks'
import type { Clock } from '../clock.ts'
import { cutText } from '../cut-text.ts'
import type { EngineContext } from '../lifecycle/engine-context.ts'
import type { EngineEvent, WebhookTarget } from '../lifecycle/events.ts'
import { type BoundedLog, createBoundedLog } from '../log/bounded-log.ts'
import type { TaskRow } from '../state/rows.ts'
import { createSender, type Reply, type SenderOptions } from './sender.ts'

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
  requestForm(callback: FormCallback): Promise<Reply>
  /** Sends a request that is not signed, and resolves to the response. The first 1 MiB of it counts. */
  exchange(request: HttpExchange): Promise<Reply>
  /** Downloads a file of at most 1 MiB, such as a sound. The beginning of a longer one counts. */
  download(url: string): Promise<Reply>
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

/** Options of `createOutbox`. */
export interface OutboxOptions extends SenderOptions {
  readonly context: EngineContext
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
/** Maximum length of a response in the log, in characters. */
const maxLoggedLength = 4000

/** Creates an outbox that delivers the engine's events. */
export function createOutbox({ context, ...options }: OutboxOptions): Outbox {
  const { state, clock, scheduler, events, pending } = context
  const log = createBoundedLog<WebhookDelivery>({ onChange: context.changes.note })
  const sender = createSender(options)
  let waiting = 0
  /** Queues by address: deliveries to one address run one after the other, so that they keep their order. */
  const queues = new Map<string, Promise<void>>()
  /** Incremented by `clear`. Deliveries of an earlier generation are neither logged nor retried. */
  let generation = 0

  const post = async (url: string, { data, target, attempt, atMark }: Attempt) => {
    const timeoutSecs = target.webhook_timeout_secs || defaultTimeoutSecs
    const startedIn = generation
    const body = { data, meta: { attempt, delivered_to: url } }
    const response = await sender.sendSigned(url, timeoutSecs, (privateKey) =>
      signWebhook(url, body, { privateKey }),
    )
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
  ): Promise<Reply> => {
    const { url, method, fields } = callback
    const startedIn = generation
    const query = new URLSearchParams(fields).toString()
    const address = method === 'GET' ? withQuery(url, query) : url
    const contentType = 'application/x-www-form-urlencoded'
    const response = await sender.sendSigned(url, timeoutSecs, (privateKey) =>
      signWebhook(address, query, { privateKey, method, contentType }),
    )
    const event = atMark(() => eventOf(callback))
    const { id, occurred_at: at } = event
    if (startedIn === generation) log.add({ id, at, url, method, attempt: 1, ...outcomeOf(response), event })
    return response
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
    sender: sender.id,
    log,
    prohibition: (url) => sender.prohibition(url)?.error,
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
    exchange({ url, method, headers, body }) {
      const init = { method, headers: headers.map(([name, value]): [string, string] => [name, value]) }
      const request = () => new Request(url, { ...init, ...(body !== undefined && { body }) })
      return pending.track(sender.send(url, fetchTimeoutSecs, request))
    },
    download: (url) => pending.track(sender.send(url, fetchTimeoutSecs, () => new Request(url))),
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
}: Reply): Pick<WebhookDelivery, 'status' | 'error' | 'delivered' | 'response'> {
  const delivered = status !== null && status >= 200 && status < 300
  return { status, error, delivered, response: cutText(text, maxLoggedLength) }
}

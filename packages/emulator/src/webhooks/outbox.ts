import { signWebhook } from '@greenroom/core/webhooks'
import { readStream } from '@greenroom/core/wire'
import { isLoopback } from '../control/loopback.ts'
import type { EngineContext } from '../lifecycle/engine-context.ts'
import type { EngineEvent, WebhookTarget } from '../lifecycle/events.ts'
import type { KeyRow, TaskRow } from '../state/rows.ts'

/** One try to deliver an event. */
export interface WebhookDelivery {
  readonly id: string
  /** When it was tried, by the emulator's clock. */
  readonly at: string
  readonly url: string
  /** Which try it is, from 1; the failover address belongs to the same one. */
  readonly attempt: number
  /** The answer's status; null when none came. */
  readonly status: number | null
  /** Why no answer came. */
  readonly error: string | null
  /** Whether the answer was 2xx. */
  readonly delivered: boolean
  /** The event, as it was sent. */
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

/** Delivers events, and keeps the latest 1,000 tries. */
export interface Outbox {
  /** Oldest first. */
  all(): readonly WebhookDelivery[]
  clear(): void
  /** Tries again what was put off. */
  deliver(task: Extract<TaskRow, { kind: 'deliver-webhook' }>): void
  /** Tells an address of TeXML something as a form, in the order in which it is asked to. */
  tell(callback: FormCallback, failoverUrl?: string): void
  /** Asks an address of TeXML something as a form, at once, and resolves to what it answers. */
  ask(callback: FormCallback): Promise<FormAnswer>
  /** Resolves once nothing is under way; what waits for its time is not. */
  settled(): Promise<void>
}

/** A form to send: in the body of a POST, or in the query of a GET. */
export interface FormCallback {
  readonly url: string
  readonly method: 'GET' | 'POST'
  /** What the log calls it, e.g. `texml.call.ringing`. */
  readonly type: string
  readonly fields: Readonly<Record<string, string>>
}

/** What somebody answered to a form. */
export interface FormAnswer {
  readonly status: number | null
  readonly error: string | null
  readonly text: string
  /** Whether it was not sent at all, since the address is another machine's. */
  readonly withheld: boolean
}

/** What an outbox works with. */
export interface OutboxOptions {
  readonly context: EngineContext
  readonly key: () => Promise<KeyRow>
  /** Sends requests. Default: the global `fetch`. */
  readonly fetch?: typeof fetch | undefined
  /** Whether other machines may be sent to. */
  readonly anywhere: boolean
}

/** Waits before the second and the third try, in seconds of the emulator's clock. */
const waitsSecs = [10, 60]
/** How long an answer is waited for where the target does not say, in seconds. */
const usualTimeoutSecs = 10
const mostDeliveries = 1000
const longestAnswerBytes = 1 << 20

/** Makes an outbox that listens to what happens. */
export function createOutbox({ context, key, anywhere, ...options }: OutboxOptions): Outbox {
  const { clock, scheduler, events } = context
  let deliveries: WebhookDelivery[] = []
  /** Deliveries to an address come one after the other, so that they keep their order. */
  const lines = new Map<string, Promise<void>>()
  const asked = new Set<Promise<unknown>>()
  /** What was under way before a reset tells nobody any more. */
  let generation = 0

  const keep = (delivery: WebhookDelivery) => {
    deliveries.push(delivery)
    if (deliveries.length >= mostDeliveries * 2) deliveries = deliveries.slice(-mostDeliveries)
  }

  const post = async (url: string, attempt: number, data: WebhookEnvelope['data'], timeoutSecs: number) => {
    const of = generation
    const body = { data, meta: { attempt, delivered_to: url } }
    const answer = await send(url, timeoutSecs, (privateKey) => signWebhook(url, body, { privateKey }))
    const outcome = outcomeOf(answer)
    if (of === generation) {
      keep({ id: crypto.randomUUID(), at: clock.timestamp(), url, attempt, ...outcome, event: data })
    }
    return outcome.delivered
  }

  const ask = (callback: FormCallback): Promise<FormAnswer> => {
    const answer = askOnce(callback)
    asked.add(answer)
    void answer.finally(() => asked.delete(answer))
    return answer
  }

  const askOnce = async ({ url, method, type, fields }: FormCallback): Promise<FormAnswer> => {
    const of = generation
    const query = new URLSearchParams(fields).toString()
    const address = method === 'GET' ? `${url}${url.includes('?') ? '&' : '?'}${query}` : url
    const contentType = 'application/x-www-form-urlencoded'
    const answer = await send(url, usualTimeoutSecs, (privateKey) =>
      signWebhook(address, query, { privateKey, method, contentType }),
    )
    const at = clock.timestamp()
    const id = crypto.randomUUID()
    const event = { record_type: 'event', event_type: type, id, occurred_at: at, payload: fields } as const
    if (of === generation) keep({ id, at, url, attempt: 1, ...outcomeOf(answer), event })
    return answer
  }

  const send = async (
    url: string,
    timeoutSecs: number,
    sign: (privateKey: CryptoKey) => Promise<Request>,
  ): Promise<FormAnswer> => {
    if (!anywhere && !isLoopback(url)) {
      const error = 'not sent: the address is not this machine (--webhooks-anywhere allows it)'
      return { status: null, error, text: '', withheld: true }
    }
    try {
      // The signature's time is real: who verifies it has a real clock.
      const signed = await sign(await importKey(await key()))
      const signal = AbortSignal.timeout(timeoutSecs * 1000)
      const response = await (options.fetch ?? fetch)(new Request(signed, { redirect: 'manual', signal }))
      const text = response.body ? await readStream(response.body, longestAnswerBytes) : ''
      return { status: response.status, error: null, text: text ?? '', withheld: false }
    } catch (error) {
      return { status: null, error: reasonOf(error, timeoutSecs), text: '', withheld: false }
    }
  }

  const attemptOnce = async (data: WebhookEnvelope['data'], target: WebhookTarget, attempt: number) => {
    const of = generation
    const { webhook_event_url: url, webhook_event_failover_url: failoverUrl } = target
    const timeoutSecs = target.webhook_timeout_secs || usualTimeoutSecs
    if (url && (await post(url, attempt, data, timeoutSecs))) return
    if (failoverUrl && (await post(failoverUrl, attempt, data, timeoutSecs))) return
    const waitSecs = waitsSecs[attempt - 1]
    if (waitSecs === undefined || of !== generation) return
    scheduler.add(
      { kind: 'deliver-webhook', attempt: attempt + 1, event: { ...data }, target: pick(target) },
      waitSecs,
      clock.now(),
    )
  }

  const queue = (data: WebhookEnvelope['data'], target: WebhookTarget, attempt: number) => {
    const line = target.webhook_event_url || target.webhook_event_failover_url
    if (!line) return
    inLine(line, () => attemptOnce(data, target, attempt))
  }

  const inLine = (line: string, work: () => Promise<unknown>) => {
    const next = (lines.get(line) ?? Promise.resolve()).then(work).then(() => undefined)
    lines.set(line, next)
    void next.finally(() => {
      if (lines.get(line) === next) lines.delete(line)
    })
  }

  events.listen(({ type, at, payload, target }: EngineEvent) => {
    const id = crypto.randomUUID()
    queue({ record_type: 'event', event_type: type, id, occurred_at: at, payload }, target, 1)
  })

  return {
    all: () => deliveries.slice(-mostDeliveries),
    clear() {
      generation += 1
      deliveries = []
      lines.clear()
    },
    deliver: ({ event, target, attempt }) =>
      queue(event as unknown as WebhookEnvelope['data'], target, attempt),
    tell: (callback, failoverUrl) =>
      inLine(callback.url, async () => {
        const { delivered } = outcomeOf(await ask(callback))
        if (!delivered && failoverUrl) await ask({ ...callback, url: failoverUrl })
      }),
    ask,
    async settled() {
      while (lines.size + asked.size > 0) await Promise.all([...lines.values(), ...asked])
    },
  }
}

function pick({ webhook_event_url, webhook_event_failover_url, webhook_timeout_secs }: WebhookTarget) {
  return { webhook_event_url, webhook_event_failover_url, webhook_timeout_secs }
}

function outcomeOf({ status, error }: FormAnswer): Pick<WebhookDelivery, 'status' | 'error' | 'delivered'> {
  return { status, error, delivered: status !== null && status >= 200 && status < 300 }
}

function importKey(key: KeyRow): Promise<CryptoKey> {
  return crypto.subtle.importKey('jwk', key, 'Ed25519', false, ['sign'])
}

function reasonOf(error: unknown, timeoutSecs: number): string {
  if (!(error instanceof Error)) return 'failed'
  if (error.name === 'TimeoutError') return `no answer within ${timeoutSecs} s`
  const { cause } = error
  return cause instanceof Error ? cause.message : error.message
}

import { signWebhook } from '@greenroom/core/webhooks'
import { isLoopback } from '../control/loopback.ts'
import type { EngineEvent, WebhookTarget } from '../lifecycle/events.ts'
import type { World } from '../lifecycle/world.ts'
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
  /** Resolves once nothing is under way; what waits for its time is not. */
  settled(): Promise<void>
}

/** What an outbox works with. */
export interface OutboxOptions {
  readonly world: World
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

/** Makes an outbox that listens to what happens. */
export function createOutbox({ world, key, anywhere, ...options }: OutboxOptions): Outbox {
  const { clock, scheduler, events } = world
  let deliveries: WebhookDelivery[] = []
  /** Deliveries to an address come one after the other, so that they keep their order. */
  const lines = new Map<string, Promise<void>>()
  /** What was under way before a reset tells nobody any more. */
  let generation = 0

  const post = async (url: string, attempt: number, data: WebhookEnvelope['data'], timeoutSecs: number) => {
    const of = generation
    const told = await answerOf(url, { data, meta: { attempt, delivered_to: url } }, timeoutSecs)
    const { status } = told
    const delivered = status !== null && status >= 200 && status < 300
    if (of === generation) {
      deliveries.push({
        id: crypto.randomUUID(),
        at: clock.timestamp(),
        url,
        attempt,
        ...told,
        delivered,
        event: data,
      })
      if (deliveries.length >= mostDeliveries * 2) deliveries = deliveries.slice(-mostDeliveries)
    }
    return delivered
  }

  const answerOf = async (url: string, body: WebhookEnvelope, timeoutSecs: number) => {
    if (!anywhere && !isLoopback(url)) {
      return {
        status: null,
        error: 'not sent: the address is not this machine (--webhooks-anywhere allows it)',
      }
    }
    try {
      // The signature's time is real: who verifies it has a real clock.
      const request = await signWebhook(url, body, { privateKey: await importKey(await key()) })
      const response = await (options.fetch ?? fetch)(
        new Request(request, { redirect: 'manual', signal: AbortSignal.timeout(timeoutSecs * 1000) }),
      )
      void response.body?.cancel().catch(() => undefined)
      return { status: response.status, error: null }
    } catch (error) {
      return { status: null, error: reasonOf(error, timeoutSecs) }
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
    const next = (lines.get(line) ?? Promise.resolve()).then(() => attemptOnce(data, target, attempt))
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
    async settled() {
      while (lines.size > 0) await Promise.all(lines.values())
    },
  }
}

function pick({ webhook_event_url, webhook_event_failover_url, webhook_timeout_secs }: WebhookTarget) {
  return { webhook_event_url, webhook_event_failover_url, webhook_timeout_secs }
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

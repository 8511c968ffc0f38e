import { ConfigError } from '@greenroom/core'
import {
  checkSignatureOptions,
  isWebhookError,
  readStatusCallback,
  type VerifyWebhookOptions,
  verifyWebhook,
  WebhookError,
  type WebhookEvent,
} from '@greenroom/core/webhooks'
import type { GatewaySettings } from '../options.ts'
import type { NotifyRefusal } from '../refusals/notify-refusal.ts'
import { problem } from '../refusals/refusal.ts'
import { createDeliveries, type Delivery } from './deliveries.ts'

/** The longest time that the API waits for a response. */
const handlerLimitMs = 30_000

/** The part of a Worker's execution context that the gateway uses. */
export interface WaitUntil {
  waitUntil(work: Promise<unknown>): void
}

/**
 * Receives webhooks: verified, each once. Does not wait for the handler if the platform has `waitUntil`.
 * Never rejects.
 */
export type Webhooks = (
  request: Request,
  context: WaitUntil | undefined,
  requestId: string,
) => Promise<Response>

/** Calls the app's handler with a verified webhook. */
type Handle = () => unknown

/**
 * Creates the webhook receiver; undefined if nothing receives webhooks.
 *
 * @param publish Publishes an event before it is handled. A rejection makes the webhook a 503.
 * @throws {ConfigError} if a public key is malformed or none is given, or the tolerance is invalid.
 */
export function createWebhooks(
  settings: GatewaySettings,
  notifyRefusal: NotifyRefusal,
  publish?: (event: WebhookEvent) => Promise<void>,
): Webhooks | undefined {
  const { onWebhook, onStatusCallback, webhooks, now } = settings
  if (!onWebhook && !onStatusCallback && !publish) return undefined
  if (!webhooks) throw new ConfigError('onWebhook, onStatusCallback and updates need webhooks.publicKeys')
  checkSignatureOptions(webhooks)
  const deliveries = createDeliveries(now, handlerLimitMs)

  /** Verifies a webhook and reserves its ids. */
  const read = async (request: Request, delivery: Delivery): Promise<Handle> => {
    const options: VerifyWebhookOptions = {
      ...webhooks,
      now,
      // Reserved before any await, so that a concurrent delivery is not handled too.
      seen: async (id, ttlSecs) =>
        delivery.reserve(id, ttlSecs * 1000) || ((await webhooks.seen?.(id, ttlSecs)) ?? false),
    }
    if (isForm(request)) {
      if (!onStatusCallback) throw unexpected('form', 'onStatusCallback')
      const callback = await readStatusCallback(request, options)
      return () => onStatusCallback(callback)
    }
    if (!onWebhook && !publish) throw unexpected('JSON', 'onWebhook')
    const event = await verifyWebhook(request, options)
    await publish?.(event)
    return () => onWebhook?.(event)
  }

  return async (request, context, requestId) => {
    const delivery = deliveries.begin()
    try {
      const work = handled(await read(request, delivery), delivery)
      if (context) {
        context.waitUntil(
          work.catch((cause: unknown) =>
            notifyRefusal({ status: 500, code: 'webhook_failed', requestId, cause }),
          ),
        )
      } else await work
      return new Response(null, { status: 204 })
    } catch (error) {
      delivery.end(false)
      const isRejected = isWebhookError(error)
      // The sender retries after a 503, so that an event is not lost if the handler failed.
      const [status, code] = isRejected ? [error.status, error.code] : [503, 'webhook_failed']
      if (status === 200) return new Response(null, { status: 204 })
      void notifyRefusal({ status, code, requestId, cause: error })
      const title = isRejected ? error.message : 'The webhook handler failed'
      return problem({ status, code, title, terminal: status < 500 }, requestId)
    }
  }
}

/** Resolves once the handler is done. Rejects if it fails or takes too long, which releases the delivery. */
async function handled(handle: Handle, delivery: Delivery): Promise<void> {
  const work = (async () => {
    await handle()
    delivery.end(true)
  })()
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeout = new Promise<never>((_, reject) => {
    const error = new Error(`The webhook handler was not done within ${handlerLimitMs / 1000} s`)
    timer = setTimeout(reject, handlerLimitMs, error)
  })
  try {
    await Promise.race([work, timeout])
  } catch (error) {
    delivery.end(false)
    throw error
  } finally {
    clearTimeout(timer)
  }
}

function isForm({ headers }: Request): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(headers.get('content-type') ?? '')
}

function unexpected(format: string, option: string): WebhookError {
  return new WebhookError('not_an_event', `The webhook is ${format}, which needs the option ${option}`)
}

import { ConfigError } from '@greenroom/core'
import { isWebhookError, verifyWebhook } from '@greenroom/core/webhooks'
import type { GatewaySettings } from '../options.ts'
import type { NotifyRefusal } from '../refusals/notify-refusal.ts'
import { problem } from '../refusals/refusal.ts'

/** The API resends events without a response, each time with a new signature. */
const shortestMemoryMs = 600_000

/** The part of a Worker's execution context that the gateway uses. */
export interface WaitUntil {
  waitUntil(work: Promise<unknown>): void
}

/**
 * Receives webhooks: verified, each event once. Does not wait for the handler if the platform has
 * `waitUntil`.
 */
export type Webhooks = (
  request: Request,
  context: WaitUntil | undefined,
  requestId: string,
) => Promise<Response>

/** Creates the webhook receiver; undefined without `onWebhook`. */
export function createWebhooks(
  { onWebhook, webhooks, now }: GatewaySettings,
  notifyRefusal: NotifyRefusal,
): Webhooks | undefined {
  if (!onWebhook) return undefined
  const publicKeys = [webhooks?.publicKeys ?? []].flat()
  if (!webhooks || publicKeys.length === 0 || !publicKeys.every(isPublicKey)) {
    throw new ConfigError('onWebhook needs webhooks.publicKeys, base64 of 32 bytes each')
  }
  /** Accepted event ids, with the time until which they are remembered. */
  const taken = new Map<string, number>()

  /** Forgets an event if its handler fails, so that the event is accepted when it is sent again. */
  const orForget = async <T>(id: string, work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      taken.delete(id)
      throw error
    }
  }
  const wasTaken = async (id: string, ttlSecs: number) => {
    for (const [known, until] of taken) if (until <= now()) taken.delete(known)
    if (taken.has(id)) return true
    // Stored before any await, so that a concurrent delivery of the same event is not accepted.
    taken.set(id, now() + Math.max(ttlSecs * 1000, shortestMemoryMs))
    return orForget(id, async () => (await webhooks.seen?.(id, ttlSecs)) ?? false)
  }

  return async (request, context, requestId) => {
    try {
      const { toleranceSecs } = webhooks
      const event = await verifyWebhook(request, { publicKeys, toleranceSecs, seen: wasTaken, now })
      const work = orForget(event.id, () => onWebhook(event))
      if (context) {
        context.waitUntil(
          work.catch((cause: unknown) =>
            notifyRefusal({ status: 500, code: 'webhook_failed', requestId, cause }),
          ),
        )
      } else await work
      return new Response(null, { status: 204 })
    } catch (error) {
      const isRejected = isWebhookError(error)
      // The sender retries after a 503, so that an event is not lost if the handler failed.
      const [status, code] = isRejected ? [error.status, error.code] : [503, 'webhook_failed']
      if (status === 200) return new Response(null, { status: 204 })
      void notifyRefusal({ status, code, requestId, cause: error })
      const title = isRejected ? 'The webhook was rejected' : 'The webhook handler failed'
      return problem({ status, code, title, terminal: isRejected }, requestId)
    }
  }
}

function isPublicKey(text: string): boolean {
  return /^[A-Za-z\d+/]{43}=$/.test(text)
}

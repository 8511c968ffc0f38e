import { ConfigError } from '@greenroom/core'
import { isWebhookError, verifyWebhook } from '@greenroom/core/webhooks'
import type { GatewaySettings } from '../options.ts'
import type { NotifyRefusal } from '../refusals/notify-refusal.ts'
import { problem } from '../refusals/refusal.ts'

/** The API repeats what it got no answer to, each time with a signature of that time. */
const shortestMemoryMs = 600_000

/** What a Worker is given beside a request. */
export interface WaitUntil {
  waitUntil(work: Promise<unknown>): void
}

/** Takes webhooks: verified, each event once, and answered before it is handled where the platform waits for work. */
export type Webhooks = (
  request: Request,
  context: WaitUntil | undefined,
  requestId: string,
) => Promise<Response>

/** Makes what takes webhooks; undefined where the gateway is to take none. */
export function createWebhooks(
  { onWebhook, webhooks, now }: GatewaySettings,
  notifyRefusal: NotifyRefusal,
): Webhooks | undefined {
  if (!onWebhook) return undefined
  const publicKeys = [webhooks?.publicKeys ?? []].flat()
  if (!webhooks || publicKeys.length === 0 || !publicKeys.every(isPublicKey)) {
    throw new ConfigError('onWebhook needs webhooks.publicKeys, base64 of 32 bytes each')
  }
  /** Events that were taken, and until when they are remembered. */
  const taken = new Map<string, number>()

  /** Forgets an event whose handling fails, so that it is taken when it comes again. */
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
    // Before anything is waited for, so that no second delivery gets in beside this one.
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
      const refused = isWebhookError(error)
      // Whoever sends it tries again after a 503, which is what somebody wants whose own code has failed.
      const [status, code] = refused ? [error.status, error.code] : [503, 'webhook_failed']
      if (status === 200) return new Response(null, { status: 204 })
      void notifyRefusal({ status, code, requestId, cause: error })
      const title = refused ? 'The webhook was refused' : 'The webhook could not be handled'
      return problem({ status, code, title, terminal: refused }, requestId)
    }
  }
}

function isPublicKey(text: string): boolean {
  return /^[A-Za-z\d+/]{43}=$/.test(text)
}

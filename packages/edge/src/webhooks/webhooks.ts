import { ConfigError } from '@greenroom/core'
import { isWebhookError, verifyWebhook, type WebhookEvent } from '@greenroom/core/webhooks'
import { problem } from '../http/refusal.ts'
import type { GatewaySettings } from '../options.ts'

/** How webhooks of the API are taken at `POST {basePath}/webhooks`. */
export interface WebhookOptions {
  /** The account's public key, base64 of its 32 bytes as the portal shows it; several while keys change over. */
  readonly publicKeys: string | readonly string[]
  /** How far a signature's time may be from now, in seconds, either way. Default: 300. */
  readonly toleranceSecs?: number | undefined
  /**
   * Tells whether an event was handled before. Default: those that this process handled in the last ten minutes; where there are
   * many processes, give one that all of them share.
   */
  readonly seen?: ((id: string, ttlSecs: number) => Promise<boolean>) | undefined
}

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
export function createWebhooks({
  onWebhook,
  webhooks,
  now,
  onRefusal,
}: GatewaySettings): Webhooks | undefined {
  if (!onWebhook) return undefined
  if (!webhooks) throw new ConfigError('onWebhook needs webhooks.publicKeys, to know who sends')
  const handled = new Map<string, number>()

  const wasHandled = async (id: string, ttlSecs: number) => {
    for (const [known, until] of handled) if (until <= now()) handled.delete(known)
    return handled.has(id) || ((await webhooks.seen?.(id, ttlSecs)) ?? false)
  }
  const handle = async (event: WebhookEvent) => {
    // At once, so that a second delivery does not run beside it; taken back if it fails.
    handled.set(event.id, now() + 600_000)
    try {
      await onWebhook(event)
    } catch (error) {
      handled.delete(event.id)
      throw error
    }
  }
  const tell = (status: number, code: string, requestId: string, cause: unknown) => {
    try {
      onRefusal?.({ status, code, requestId, cause })
    } catch {
      // A listener's fault is not the webhook's.
    }
  }

  return async (request, context, requestId) => {
    try {
      const { publicKeys, toleranceSecs } = webhooks
      const event = await verifyWebhook(request, { publicKeys, toleranceSecs, seen: wasHandled, now })
      const work = handle(event)
      if (context)
        context.waitUntil(work.catch((error: unknown) => tell(500, 'webhook_failed', requestId, error)))
      else await work
      return new Response(null, { status: 204 })
    } catch (error) {
      const refused = isWebhookError(error)
      // Whoever sends it tries again after a 503, which is what somebody wants whose own code has failed.
      const [status, code] = refused ? [error.status, error.code] : [503, 'webhook_failed']
      if (status === 200) return new Response(null, { status: 204 })
      tell(status, code, requestId, error)
      const title = refused ? 'The webhook was refused' : 'The webhook could not be handled'
      return problem({ status, code, title, terminal: refused }, requestId)
    }
  }
}

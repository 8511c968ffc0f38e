import { rooms } from '@greenroom/core/video'
import { createWebhookKeys, signWebhook, type WebhookEvent } from '@greenroom/core/webhooks'
import { describe, expect, it, vi } from 'vitest'
import { createGateway, type GatewayOptions } from '../src/index.ts'

const keys = await createWebhookKeys()
const url = 'https://app.test/telnyx/webhooks'
const body = (id = 'e1') => ({
  data: { id, event_type: 'video.room.session.started', payload: { room_id: 'r1', session_id: 's1' } },
})

function gatewayWith(onWebhook: GatewayOptions['onWebhook'], more: Partial<GatewayOptions> = {}) {
  return createGateway({
    apiKey: 'KEY_edge',
    secret: 'a secret of thirty-two bytes or more',
    audience: 'https://app.test',
    basePath: '/telnyx',
    expose: [rooms.retrieve],
    authorize: () => null,
    onWebhook,
    webhooks: { publicKeys: keys.publicKey },
    ...more,
  })
}

const signed = (id?: string) => signWebhook(url, body(id), { privateKey: keys.privateKey })

describe('webhooks', () => {
  it('are verified, handled and acknowledged', async () => {
    const onWebhook = vi.fn()
    const response = await gatewayWith(onWebhook)(await signed())
    expect(response.status).toBe(204)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(onWebhook).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ id: 'e1' }))
  })

  it('are acknowledged but not handled again when repeated', async () => {
    const onWebhook = vi.fn()
    const gateway = gatewayWith(onWebhook)
    expect([(await gateway(await signed())).status, (await gateway(await signed())).status]).toEqual([
      204, 204,
    ])
    expect(onWebhook).toHaveBeenCalledOnce()
  })

  it('are handled once when delivered concurrently, also with a seen function', async () => {
    const onWebhook = vi.fn()
    // One that only looks, and takes its time.
    const seen = vi.fn(() => new Promise<boolean>((resolve) => setTimeout(resolve, 1, false)))
    const gateway = gatewayWith(onWebhook, { webhooks: { publicKeys: keys.publicKey, seen } })
    const requests = await Promise.all(Array.from({ length: 9 }, () => signed()))
    const statuses = await Promise.all(requests.map(async (request) => (await gateway(request)).status))
    expect(new Set(statuses)).toEqual(new Set([204]))
    expect(onWebhook).toHaveBeenCalledOnce()
    expect(seen).toHaveBeenCalledOnce()
  })

  it('are not handled if another process handled them', async () => {
    const onWebhook = vi.fn()
    const gateway = gatewayWith(onWebhook, {
      webhooks: { publicKeys: keys.publicKey, seen: async (id) => id === 'e1' },
    })
    expect((await gateway(await signed('e1'))).status).toBe(204)
    expect(onWebhook).not.toHaveBeenCalled()
  })

  it('are accepted again after the seen function failed', async () => {
    const onWebhook = vi.fn()
    const seen = vi.fn(async () => false).mockRejectedValueOnce(new Error('the store is down'))
    const gateway = gatewayWith(onWebhook, { webhooks: { publicKeys: keys.publicKey, seen } })
    expect([(await gateway(await signed())).status, (await gateway(await signed())).status]).toEqual([
      503, 204,
    ])
    expect(onWebhook).toHaveBeenCalledOnce()
  })

  it.each([
    ['ten minutes', 300, 599_000],
    ['ten minutes, though signatures are good for less', 5, 599_000],
    ['as long as a signature is good', 3600, 7_199_000],
  ])('are remembered for %s', async (_, toleranceSecs, laterMs) => {
    const onWebhook = vi.fn()
    let nowMs = Date.now()
    const gateway = gatewayWith(onWebhook, {
      now: () => nowMs,
      webhooks: { publicKeys: keys.publicKey, toleranceSecs },
    })
    const at = () =>
      signWebhook(url, body(), { privateKey: keys.privateKey, timestampSecs: Math.floor(nowMs / 1000) })
    await gateway(await at())
    nowMs += laterMs
    expect((await gateway(await at())).status).toBe(204)
    expect(onWebhook).toHaveBeenCalledOnce()
    nowMs += 2_000
    await gateway(await at())
    expect(onWebhook).toHaveBeenCalledTimes(2)
  })

  it('are accepted again after the handler failed', async () => {
    const onWebhook = vi.fn<(event: WebhookEvent) => void>().mockImplementationOnce(() => {
      throw new Error('the database is down: hush')
    })
    const onRefusal = vi.fn()
    const gateway = gatewayWith(onWebhook, { onRefusal })
    const failed = await gateway(await signed())
    expect(failed.status).toBe(503)
    expect(await failed.text()).not.toContain('hush')
    expect(onRefusal).toHaveBeenCalledWith(expect.objectContaining({ code: 'webhook_failed' }))
    expect((await gateway(await signed())).status).toBe(204)
    expect(onWebhook).toHaveBeenCalledTimes(2)
  })

  it('are acknowledged before the handler finishes if the platform has waitUntil', async () => {
    let release = () => {}
    const handled = new Promise<void>((resolve) => {
      release = resolve
    })
    const waitUntil = vi.fn<(work: Promise<unknown>) => void>()
    const gateway = gatewayWith(() => handled) as unknown as (
      request: Request,
      env: object,
      context: { waitUntil: typeof waitUntil },
    ) => Promise<Response>
    expect((await gateway(await signed(), {}, { waitUntil })).status).toBe(204)
    expect(waitUntil).toHaveBeenCalledOnce()
    release()
    await waitUntil.mock.calls[0]?.[0]
  })

  it('are rejected and not handled when forged', async () => {
    const onWebhook = vi.fn()
    const stranger = await createWebhookKeys()
    const response = await gatewayWith(onWebhook)(
      await signWebhook(url, body(), { privateKey: stranger.privateKey }),
    )
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ code: 'wrong_signature' })
    expect(onWebhook).not.toHaveBeenCalled()
  })

  it('are 404 without onWebhook, which requires a public key', async () => {
    expect((await gatewayWith(undefined)(await signed())).status).toBe(404)
    expect(() => gatewayWith(() => undefined, { webhooks: undefined })).toThrow('webhooks.publicKeys')
  })
})

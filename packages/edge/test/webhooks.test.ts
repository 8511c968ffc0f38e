import { createWebhookKeys, signWebhook, type WebhookEvent } from '@greenroom/core/webhooks'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createTokenBucket } from '../src/index.ts'
import { body, deferred, gatewayWith, keys, signed, signedCallback, url } from './webhook-harness.ts'

afterEach(() => {
  vi.useRealTimers()
})

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

  it('are handled once when delivered concurrently, and the other deliveries are 503', async () => {
    const work = deferred()
    const onWebhook = vi.fn(() => work.promise)
    // It only looks, and takes its time.
    const seen = vi.fn(() => new Promise<boolean>((resolve) => setTimeout(resolve, 1, false)))
    const gateway = gatewayWith(onWebhook, { webhooks: { publicKeys: keys.publicKey, seen } })
    const requests = await Promise.all(Array.from({ length: 9 }, () => signed()))
    const statuses: number[] = []
    const deliveries = requests.map(async (request) => statuses.push((await gateway(request)).status))
    await vi.waitFor(() => expect(statuses).toEqual(Array(8).fill(503)))
    work.resolve()
    await Promise.all(deliveries)
    expect(statuses.at(-1)).toBe(204)
    expect(onWebhook).toHaveBeenCalledOnce()
    expect(seen).toHaveBeenCalledOnce()
  })

  it('are 503 while another delivery is being handled, and handled again if that fails', async () => {
    const work = deferred()
    const onWebhook = vi.fn(async () => {}).mockReturnValueOnce(work.promise)
    const gateway = gatewayWith(onWebhook)
    const first = gateway(await signed())
    await vi.waitFor(() => expect(onWebhook).toHaveBeenCalledOnce())
    const second = await gateway(await signed())
    expect([second.status, await second.json()]).toMatchObject([503, { code: 'pending', terminal: false }])
    work.reject(new Error('the database is down'))
    expect((await first).status).toBe(503)
    expect((await gateway(await signed())).status).toBe(204)
    expect(onWebhook).toHaveBeenCalledTimes(2)
  })

  it('are 503 while a delivery that was already acknowledged is being handled', async () => {
    const work = deferred()
    const onWebhook = vi.fn(async () => {}).mockReturnValueOnce(work.promise)
    const gateway = gatewayWith(onWebhook)
    const waitUntil = vi.fn<(work: Promise<unknown>) => void>()
    const deliver = async () => (await gateway(await signed(), {}, { waitUntil })).status
    expect([await deliver(), await deliver()]).toEqual([204, 503])
    work.reject(new Error('the database is down'))
    await waitUntil.mock.calls[0]?.[0]
    expect([await deliver(), await deliver()]).toEqual([204, 204])
    expect(onWebhook).toHaveBeenCalledTimes(2)
  })

  it('are 503 and can be delivered again if their handler takes more than 30 seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const work = deferred()
    const onWebhook = vi.fn(async () => {}).mockReturnValueOnce(work.promise)
    const onRefusal = vi.fn()
    const gateway = gatewayWith(onWebhook, { onRefusal })
    const first = gateway(await signed())
    await vi.waitFor(() => expect(onWebhook).toHaveBeenCalledOnce())
    vi.advanceTimersByTime(29_000)
    expect((await gateway(await signed())).status).toBe(503)
    vi.advanceTimersByTime(1_000)
    expect((await first).status).toBe(503)
    expect(onRefusal).toHaveBeenLastCalledWith(
      expect.objectContaining({
        cause: expect.objectContaining({ message: expect.stringContaining('30 s') }),
      }),
    )
    expect((await gateway(await signed())).status).toBe(204)
    expect(onWebhook).toHaveBeenCalledTimes(2)
    work.reject(new Error('late'))
    await Promise.resolve()
    expect((await gateway(await signed())).status).toBe(204)
    expect(onWebhook).toHaveBeenCalledTimes(2)
  })

  it('can be delivered again after 30 seconds if the platform stopped the first delivery', async () => {
    let nowMs = Date.now()
    const onWebhook = vi.fn(async () => {}).mockReturnValueOnce(new Promise(() => {}))
    const gateway = gatewayWith(onWebhook, { now: () => nowMs })
    void gateway(await signed())
    await vi.waitFor(() => expect(onWebhook).toHaveBeenCalledOnce())
    nowMs += 29_999
    expect((await gateway(await signed())).status).toBe(503)
    nowMs += 1
    expect((await gateway(await signed())).status).toBe(204)
  })

  it('are 503 while another process handles them', async () => {
    const onWebhook = vi.fn()
    const seen = vi.fn<(id: string) => Promise<boolean | 'pending'>>(async () => false)
    const gateway = gatewayWith(onWebhook, { webhooks: { publicKeys: keys.publicKey, seen } })
    seen.mockResolvedValueOnce('pending')
    expect([(await gateway(await signed())).status, (await gateway(await signed())).status]).toEqual([
      503, 204,
    ])
    expect(onWebhook).toHaveBeenCalledOnce()
  })

  it('are not lost if two processes share a store and the first fails', async () => {
    const handled = new Set<string>()
    const seen = async (id: string) => handled.has(id)
    const work = deferred()
    const onWebhook = vi.fn(async ({ id }: WebhookEvent) => {
      handled.add(id)
    })
    const options = { webhooks: { publicKeys: keys.publicKey, seen } }
    const failing = gatewayWith(() => work.promise, options)
    const first = failing(await signed())
    expect((await gatewayWith(onWebhook, options)(await signed())).status).toBe(204)
    work.reject(new Error('gone'))
    expect((await first).status).toBe(503)
    expect((await failing(await signed())).status).toBe(204)
    expect(onWebhook).toHaveBeenCalledOnce()
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

  it.each([
    ['has no session_id', { payload: { room_id: 'r1' } }],
    [
      'has size_mb as text',
      {
        event_type: 'video.room.composition.completed',
        payload: { size_mb: '1.5', download_url: 'https://x.test' },
      },
    ],
  ])('are handled if their payload %s', async (_, fields) => {
    const onWebhook = vi.fn()
    const data = { ...body().data, ...fields }
    const request = await signWebhook(url, { data }, { privateKey: keys.privateKey })
    expect((await gatewayWith(onWebhook)(request)).status).toBe(204)
    expect(onWebhook).toHaveBeenCalledExactlyOnceWith(expect.objectContaining(data))
  })

  it('name the cause of a rejection in their response', async () => {
    const onRefusal = vi.fn()
    const gateway = gatewayWith(() => undefined, { onRefusal })
    const used = await signed()
    await used.text()
    const form = await signedCallback({ CallSid: 'v3:1', CallStatus: 'busy' })
    for (const [request, code, cause] of [
      [used, 'body_used', 'express.json()'],
      [form, 'not_an_event', 'onStatusCallback'],
      [new Request(url, { method: 'POST', body: '{}' }), 'missing_header', 'telnyx-timestamp'],
    ] as const) {
      const response = await gateway(request)
      expect(await response.json()).toMatchObject({
        status: 400,
        code,
        title: expect.stringContaining(cause),
      })
      expect(onRefusal).toHaveBeenLastCalledWith(expect.objectContaining({ code }))
    }
  })

  it('are limited by address before anything of them is read', async () => {
    const perAddress = createTokenBucket({ perMinute: 2, now: () => 0 })
    const gateway = gatewayWith(() => undefined, { limits: { perAddress, address: () => '192.0.2.1' } })
    const pull = vi.fn()
    const deliver = async () => {
      const stream = new ReadableStream({ pull }, { highWaterMark: 0 })
      const request = new Request(url, { method: 'POST', body: stream, duplex: 'half' } as RequestInit)
      return (await gateway(request)).status
    }
    expect([await deliver(), await deliver(), await deliver()]).toEqual([400, 400, 429])
    expect(pull).not.toHaveBeenCalled()
    expect((await gateway(await signed())).status).toBe(429)
  })

  it('are 404 without a handler, which requires a valid public key', async () => {
    expect((await gatewayWith(undefined)(await signed())).status).toBe(404)
    expect(() => gatewayWith(() => undefined, { webhooks: undefined })).toThrow('webhooks.publicKeys')
    const publicKeys = `${keys.publicKey}\n`
    expect(() => gatewayWith(() => undefined, { webhooks: { publicKeys } })).toThrow('line break')
  })
})

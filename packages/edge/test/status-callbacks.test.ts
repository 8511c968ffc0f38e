import type { StatusCallback } from '@greenroom/core/webhooks'
import { describe, expect, it, vi } from 'vitest'
import type { GatewayOptions } from '../src/index.ts'
import { deferred, gatewayWith, signed, signedCallback } from './webhook-harness.ts'

describe('status callbacks', () => {
  const busy = { CallSid: 'v3:1', CallStatus: 'busy', SequenceNumber: '2' }

  function receiver(
    onStatusCallback: GatewayOptions['onStatusCallback'],
    more: Partial<GatewayOptions> = {},
  ) {
    return gatewayWith(undefined, { onStatusCallback, ...more })
  }

  it('are verified, typed and acknowledged at the path of webhooks', async () => {
    const onStatusCallback = vi.fn()
    expect((await receiver(onStatusCallback)(await signedCallback(busy))).status).toBe(204)
    expect(onStatusCallback).toHaveBeenCalledExactlyOnceWith({
      kind: 'call',
      fields: { ...busy, SequenceNumber: 2 },
    })
  })

  it.each([
    ['dial', { DialCallStatus: 'completed', DialCallSid: 'v3:2' }],
    ['gather', { Digits: '1' }],
    ['record', { RecordingUrl: 'https://x.test/1.mp3' }],
    ['recording', { RecordingSid: 'r1', RecordingStatus: 'completed' }],
    ['enqueue', { QueueResult: 'bridged' }],
  ])('of the result of a verb have the kind %s', async (kind, fields) => {
    const onStatusCallback = vi.fn<(callback: StatusCallback) => void>()
    await receiver(onStatusCallback)(await signedCallback({ CallSid: 'v3:1', ...fields }))
    expect(onStatusCallback.mock.calls[0]?.[0].kind).toBe(kind)
  })

  it('arrive beside events, each at its own handler', async () => {
    const onStatusCallback = vi.fn()
    const onWebhook = vi.fn()
    const gateway = gatewayWith(onWebhook, { onStatusCallback })
    expect((await gateway(await signed())).status).toBe(204)
    expect((await gateway(await signedCallback(busy))).status).toBe(204)
    expect([onWebhook.mock.calls.length, onStatusCallback.mock.calls.length]).toEqual([1, 1])
  })

  it('are handled once if they are replayed, or delivered again with a new signature', async () => {
    const onStatusCallback = vi.fn()
    const gateway = receiver(onStatusCallback)
    const request = await signedCallback(busy)
    const replay = request.clone()
    for (const one of [request, replay, await signedCallback(busy)]) {
      expect((await gateway(one)).status).toBe(204)
    }
    expect(onStatusCallback).toHaveBeenCalledOnce()
  })

  it('are 503 while another delivery is being handled, and handled again if that fails', async () => {
    const work = deferred()
    const onStatusCallback = vi.fn(async () => {}).mockReturnValueOnce(work.promise)
    const gateway = receiver(onStatusCallback)
    const [request, replay] = [await signedCallback(busy), await signedCallback(busy)]
    const first = gateway(request.clone())
    await vi.waitFor(() => expect(onStatusCallback).toHaveBeenCalledOnce())
    expect((await gateway(replay.clone())).status).toBe(503)
    work.reject(new Error('the database is down'))
    expect((await first).status).toBe(503)
    expect((await gateway(replay)).status).toBe(204)
    expect((await gateway(request)).status).toBe(204)
    expect(onStatusCallback).toHaveBeenCalledTimes(2)
  })

  it('are rejected if they are the body of an event with another content type', async () => {
    const onStatusCallback = vi.fn()
    const request = await signed()
    request.headers.set('content-type', 'application/x-www-form-urlencoded')
    expect((await receiver(onStatusCallback)(request)).status).toBe(400)
    expect(onStatusCallback).not.toHaveBeenCalled()
  })

  it('of unknown kinds are handled too', async () => {
    const onStatusCallback = vi.fn()
    expect((await receiver(onStatusCallback)(await signedCallback({ Unheard: 'of' }))).status).toBe(204)
    expect(onStatusCallback).toHaveBeenCalledExactlyOnceWith({ kind: 'other', fields: { Unheard: 'of' } })
  })
})

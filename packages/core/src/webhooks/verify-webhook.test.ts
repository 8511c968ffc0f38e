import Telnyx from 'telnyx'
import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import { ConfigError } from '../errors.ts'
import { isVideoEvent } from './events.ts'
import { createWebhookKeys, signWebhook } from './sign-webhook.ts'
import { verifyWebhook } from './verify-webhook.ts'
import { isWebhookError, type WebhookError } from './webhook-error.ts'

const keys = await createWebhookKeys()
const url = 'https://app.test/webhooks'
const nowSecs = 1_800_000_000
const now = () => nowSecs * 1000
const started = {
  data: {
    record_type: 'event',
    event_type: 'video.room.session.started',
    id: '6b61621f',
    occurred_at: '2026-02-02T22:25:27.521992Z',
    payload: { room_id: 'r1', session_id: 's1' },
  },
  meta: { attempt: 1, delivered_to: url },
}
const options = { publicKeys: keys.publicKey, now }

function signed(body: string | object = started, timestampSecs = nowSecs): Promise<Request> {
  return signWebhook(url, body, { privateKey: keys.privateKey, timestampSecs })
}

async function rejection(request: Request | Promise<Request>, overrides: object = {}): Promise<WebhookError> {
  const error = await verifyWebhook(await request, { ...options, ...overrides }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(isWebhookError(error)).toBe(true)
  return error as WebhookError
}

describe('verifyWebhook', () => {
  it('resolves to the event, typed by its event_type', async () => {
    const event = await verifyWebhook(await signed(), options)
    expect(event).toEqual({ ...started.data, meta: started.meta })
    if (!isVideoEvent(event)) throw new Error('unknown')
    if (event.event_type === 'video.room.session.started') {
      expectTypeOf(event.payload.session_id).toEqualTypeOf<string>()
    } else if (event.event_type === 'video.room.recording.completed') {
      expectTypeOf(event.payload.duration_secs).toEqualTypeOf<number | null | undefined>()
    } else if (event.event_type !== 'video.room.participant.left') {
      // @ts-expect-error only participant.left has a left_reason
      void event.payload.left_reason
    }
  })

  it('accepts an event of an unknown type', async () => {
    const data = { id: 'e1', event_type: 'call.initiated', payload: { call_control_id: 'c1' } }
    const event = await verifyWebhook(await signed({ data }), options)
    expect(event).toMatchObject({ event_type: 'call.initiated', payload: { call_control_id: 'c1' } })
  })

  it('accepts a signature by any of several keys, for key rotation', async () => {
    const next = await createWebhookKeys()
    const publicKeys = [next.publicKey, keys.publicKey]
    expect(await verifyWebhook(await signed(), { publicKeys, now })).toMatchObject({ id: '6b61621f' })
  })

  it.each([-300, 0, 300])('accepts a timestamp %i s from now', async (offset) => {
    await expect(verifyWebhook(await signed(started, nowSecs + offset), options)).resolves.toBeDefined()
  })

  it.each([
    ['expired', -301],
    ['from_the_future', 301],
  ])('rejects with %s a timestamp %i s from now', async (code, offset) => {
    expect(await rejection(signed(started, nowSecs + offset))).toMatchObject({ code })
  })

  it('respects toleranceSecs', async () => {
    expect(await rejection(signed(started, nowSecs - 6), { toleranceSecs: 5 })).toMatchObject({
      code: 'expired',
    })
  })

  it('rejects a signature by another key', async () => {
    const other = await createWebhookKeys()
    const request = signWebhook(url, started, { privateKey: other.privateKey, timestampSecs: nowSecs })
    expect(await rejection(request)).toMatchObject({ code: 'wrong_signature' })
  })

  it.each([
    ['one byte more', (body: string) => `${body} `],
    ['another room', (body: string) => body.replace('"r1"', '"r2"')],
    ['a byte order mark', (body: string) => `\ufeff${body}`],
  ])('rejects a body changed after signing: %s', async (_, tamper) => {
    const request = await signed()
    const body = tamper(await request.clone().text())
    expect(
      await rejection(new Request(url, { method: 'POST', headers: request.headers, body })),
    ).toMatchObject({
      code: 'wrong_signature',
    })
  })

  it('rejects a timestamp changed after signing', async () => {
    const request = await signed()
    request.headers.set('telnyx-timestamp', String(nowSecs - 1))
    expect(await rejection(request)).toMatchObject({ code: 'wrong_signature' })
  })

  it.each([
    ['missing_header', 'telnyx-signature-ed25519', undefined],
    ['missing_header', 'telnyx-timestamp', undefined],
    ['malformed_header', 'telnyx-signature-ed25519', 'not base64!'],
    ['malformed_header', 'telnyx-signature-ed25519', 'YWJj'],
    ['malformed_header', 'telnyx-signature-ed25519', ''],
    ['malformed_header', 'telnyx-timestamp', '-5'],
    ['malformed_header', 'telnyx-timestamp', '1e9'],
    ['malformed_header', 'telnyx-timestamp', ''],
  ])('rejects with %s the header %s with the value %j', async (code, name, value) => {
    const request = await signed()
    if (value === undefined) request.headers.delete(name)
    else request.headers.set(name, value)
    expect(await rejection(request)).toMatchObject({ code })
  })

  it.each([
    ['a body that is not JSON', 'hello'],
    ['an empty body', ''],
    ['JSON that is not an event', { data: { id: 5 } }],
    ['an event with an incomplete payload', { data: { ...started.data, payload: { room_id: 'r1' } } }],
  ])('rejects %s with a valid signature', async (_, body) => {
    expect(await rejection(signed(body))).toMatchObject({ code: 'not_an_event' })
  })

  it('rejects invalid UTF-8 and a body over 1 MiB', async () => {
    const request = (body: BodyInit) =>
      signed().then(({ headers }) => new Request(url, { method: 'POST', headers, body }))
    expect(await rejection(request(new Uint8Array([0xff])))).toMatchObject({ code: 'not_an_event' })
    expect(await rejection(request('x'.repeat((1 << 20) + 1)))).toMatchObject({
      code: 'too_large',
      status: 413,
    })
  })

  it('rejects a body that ends before it is complete', async () => {
    const { headers } = await signed()
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) })
    const request = new Request(url, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
    expect(await rejection(request)).toMatchObject({ code: 'broke_off', status: 400 })
  })

  it('rejects a request with a body that was read before', async () => {
    const request = await signed()
    await request.text()
    expect(await rejection(request)).toMatchObject({ code: 'body_used' })
  })

  it('rejects a repeated event and asks to remember its id for twice the tolerance', async () => {
    const seenIds = new Set<string>()
    const seen = vi.fn(async (id: string) => seenIds.size === seenIds.add(id).size)
    await verifyWebhook(await signed(), { ...options, seen })
    expect(await rejection(signed(), { seen })).toMatchObject({ code: 'replayed', status: 200 })
    expect(seen).toHaveBeenLastCalledWith('6b61621f', 600)
  })

  it('calls seen only after the signature was verified', async () => {
    const seen = vi.fn(async () => false)
    const request = await signed()
    request.headers.set('telnyx-timestamp', String(nowSecs - 1))
    await rejection(request, { seen })
    expect(seen).not.toHaveBeenCalled()
  })

  it.each(['', 'KEY_1', 'YWJj', []])('throws a ConfigError for the public key %j', async (publicKeys) => {
    await expect(verifyWebhook(await signed(), { publicKeys, now })).rejects.toThrow(ConfigError)
  })

  it('does not reveal the content of a rejected webhook in the error', async () => {
    const request = await signed({ data: { id: 'hush', event_type: 'hush' } }, 5)
    expect(JSON.stringify(await rejection(request))).not.toContain('hush')
  })
})

describe('signWebhook', () => {
  const vendor = new Telnyx({ apiKey: 'KEY_x', publicKey: keys.publicKey })

  it("creates a signature that the vendor's client accepts", async () => {
    const request = await signWebhook(url, started, { privateKey: keys.privateKey })
    const headers = Object.fromEntries(request.headers)
    expect(await vendor.webhooks.unwrap(await request.text(), { headers })).toMatchObject(started)
  })

  it("creates a Request that verifyWebhook accepts, unlike the vendor's client", async () => {
    const request = await signWebhook(url, started, { privateKey: keys.privateKey })
    const headers = request.headers as unknown as Record<string, string>
    await expect(vendor.webhooks.unwrap(await request.clone().text(), { headers })).rejects.toThrow(/header/i)
    expect(await verifyWebhook(request, { publicKeys: keys.publicKey })).toMatchObject({ id: '6b61621f' })
  })
})

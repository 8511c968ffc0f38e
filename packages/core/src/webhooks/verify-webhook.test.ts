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
const recording = { room_id: 'r1', session_id: 's1', participant_id: 'p1', recording_id: 'c1' }
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

  it.each([
    ['lacks an id in its payload', { payload: { room_id: 'r1' } }],
    ['has null for an id in its payload', { payload: { room_id: 'r1', session_id: null } }],
    ['has no payload', { payload: undefined }],
    [
      'has a number as text',
      {
        event_type: 'video.room.recording.completed',
        payload: { ...recording, size_mb: '12.5', download_url: 'https://x.test/1.webm' },
      },
    ],
    [
      'has a text as number',
      { event_type: 'video.room.recording.started', payload: { ...recording, type: 1 } },
    ],
  ])('accepts an event that %s, without a typed payload', async (_, fields) => {
    const data = { ...started.data, ...fields }
    const event = await verifyWebhook(await signed({ data }), options)
    expect(event).toMatchObject({ id: '6b61621f', event_type: data.event_type })
    expect(event.payload).toEqual(data.payload)
    expect(isVideoEvent(event)).toBe(false)
  })

  it('leaves out members of the envelope that do not match their types', async () => {
    const data = { ...started.data, id: 7, occurred_at: 1_800_000_000, more: true }
    const event = await verifyWebhook(await signed({ data, meta: { attempt: 'first' } }), options)
    expect(event).toEqual({
      record_type: 'event',
      event_type: started.data.event_type,
      id: '7',
      payload: started.data.payload,
      more: true,
    })
    expect(isVideoEvent(event)).toBe(true)
  })

  it.each([undefined, null, ''])(
    'derives an id for an event with the id %j, the same for its repeats',
    async (id) => {
      const data = { ...started.data, id }
      const read = async (attempt: number) =>
        verifyWebhook(await signed({ data, meta: { attempt } }, nowSecs + attempt), options)
      const [first, repeat] = [await read(1), await read(2)]
      expect(first.id).toMatch(/^[\w-]{43}$/)
      expect(repeat.id).toBe(first.id)
    },
  )

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

  it.each([Number.NaN, -1, Number.POSITIVE_INFINITY, '300'])(
    'throws a ConfigError for toleranceSecs: %j',
    async (toleranceSecs) => {
      const request = await signed(started, 0)
      await expect(
        verifyWebhook(request, { ...options, toleranceSecs: toleranceSecs as number }),
      ).rejects.toThrow(ConfigError)
    },
  )

  it('rejects every webhook while the clock is invalid', async () => {
    expect(await rejection(signed(started, 0), { now: () => Number.NaN })).toMatchObject({ code: 'expired' })
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
    ['malformed_header', 'telnyx-timestamp', '+1800000000'],
    ['malformed_header', 'telnyx-timestamp', '1e9'],
    ['malformed_header', 'telnyx-timestamp', '0x6b49d200'],
    ['malformed_header', 'telnyx-timestamp', '1800000000.0'],
    ['malformed_header', 'telnyx-timestamp', '1800000000, 1800000000'],
    ['malformed_header', 'telnyx-timestamp', ''],
  ])('rejects with %s the header %s with the value %j', async (code, name, value) => {
    const request = await signed()
    if (value === undefined) request.headers.delete(name)
    else request.headers.set(name, value)
    expect(await rejection(request)).toMatchObject({ code })
  })

  it.each([
    ['base64url', (text: string) => text.replaceAll('+', '-').replaceAll('/', '_')],
    ['without padding', (text: string) => text.replaceAll('=', '')],
    ['with more padding', (text: string) => `${text}==`],
    ['with a space in it', (text: string) => `${text.slice(0, 40)} ${text.slice(40)}`],
    ['twice', (text: string) => `${text}, ${text}`],
    ['percent-encoded', encodeURIComponent],
  ])('rejects a valid signature that is spelled %s', async (_, respell) => {
    let text = ''
    let request = await signed()
    // Only some signatures have a character that base64url spells differently.
    for (let offset = 0; !/[+/]/.test(text); offset += 1) {
      request = await signed(started, nowSecs - offset)
      text = request.headers.get('telnyx-signature-ed25519') ?? ''
    }
    request.headers.set('telnyx-signature-ed25519', respell(text))
    expect(await rejection(request)).toMatchObject({ code: 'malformed_header' })
  })

  it('rejects the second form of a signature, greater by the order of the curve', async () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n
    const request = await signed()
    const bytes = Buffer.from(request.headers.get('telnyx-signature-ed25519') ?? '', 'base64')
    const scalar = BigInt(`0x${bytes.subarray(32).reverse().toString('hex')}`) + order
    const half = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex').reverse()
    const other = Buffer.concat([bytes.subarray(0, 32), half])
    request.headers.set('telnyx-signature-ed25519', other.toString('base64'))
    expect(await rejection(request)).toMatchObject({ code: 'wrong_signature' })
  })

  it.each([
    ['without a signature', 'missing_header', { 'telnyx-signature-ed25519': undefined }],
    ['with a malformed signature', 'malformed_header', { 'telnyx-signature-ed25519': 'YWJj' }],
    ['with an expired timestamp', 'expired', { 'telnyx-timestamp': String(nowSecs - 301) }],
    ['that declares too large a body', 'too_large', { 'content-length': '1048577' }],
  ])('does not read the body of a webhook %s', async (_, code, changes) => {
    const { headers } = await signed()
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) headers.delete(name)
      else headers.set(name, value)
    }
    const pull = vi.fn()
    const body = new ReadableStream({ pull }, { highWaterMark: 0 })
    const request = new Request(url, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
    expect(await rejection(request)).toMatchObject({ code })
    expect([pull.mock.calls.length, request.bodyUsed]).toEqual([0, false])
  })

  it.each([
    ['a body that is not JSON', 'hello'],
    ['an empty body', ''],
    ['JSON that is not an event', { data: { id: 5 } }],
    ['a JSON list', []],
    ['null', 'null'],
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

  it.each([
    ['was read', (request: Request) => request.text()],
    ['is being read', async (request: Request) => void request.body?.getReader()],
    ['was consumed by a parser before the Request was made', async () => undefined],
    ['was consumed in pieces', async () => undefined, 'transfer-encoding'],
  ])('names the cause if the body %s', async (_, consume, header = 'content-length') => {
    const { headers } = await signed()
    headers.set(header, '2')
    const body = consume.length === 0 ? '' : '{}'
    const request = new Request(url, { method: 'POST', headers, body })
    await consume(request)
    const error = await rejection(request)
    expect(error).toMatchObject({ code: 'body_used', message: expect.stringContaining('express.json()') })
  })

  it('rejects a replayed event, and passes seen twice the tolerance as the lifetime of its id', async () => {
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

  it('rejects an event of which another delivery is being handled with 503', async () => {
    const seen = async () => 'pending' as const
    expect(await rejection(signed(), { seen })).toMatchObject({ code: 'pending', status: 503 })
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

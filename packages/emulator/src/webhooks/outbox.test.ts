import { roomSessions, rooms } from '@greenroom/core/video'
import { verifyWebhook } from '@greenroom/core/webhooks'
import Telnyx from 'telnyx'
import { describe, expect, it } from 'vitest'
import { createHarness } from '../../test/harness.ts'

const url = 'http://127.0.0.1:9/hooks'
const failoverUrl = 'http://localhost:9/failover'

interface Received {
  readonly url: string
  readonly request: Request
  readonly body: { data: { id: string; event_type: string }; meta: { attempt: number; delivered_to: string } }
}

/** Creates an emulator that collects its webhooks and responds to them with the given function. */
function createWebhookHarness(
  respond: (received: Received) => number | Promise<Response> = () => 200,
  options: object = {},
) {
  const received: Received[] = []
  const fetch = async (input: RequestInfo | URL) => {
    const request = input as Request
    const one = { url: request.url, request, body: await request.clone().json() }
    received.push(one)
    const result = respond(one)
    return typeof result === 'number' ? new Response(null, { status: result }) : result
  }
  return { ...createHarness({ fetch, ...options }), received }
}

async function openSession(
  harness: ReturnType<typeof createWebhookHarness>,
  input: rooms.CreateInput,
): Promise<string> {
  const { id } = await rooms.create(harness.client, input)
  const { token: client_token } = await rooms.createJoinToken(harness.client, { room_id: id })
  const { session_id } = await harness.emulator.join(id, { client_token, context: 'Ann' })
  await harness.emulator.webhooks.settled()
  return session_id ?? ''
}

describe('createOutbox', () => {
  it('omits the context of a participant without one', async () => {
    const harness = createWebhookHarness()
    const { id } = await rooms.create(harness.client, { webhook_event_url: url })
    const { token: client_token } = await rooms.createJoinToken(harness.client, { room_id: id })
    const { id: participant_id } = await harness.emulator.join(id, { client_token })
    await harness.send('POST', `/_emulator/participants/${participant_id}/leave`)
    await harness.emulator.webhooks.settled()
    const deliveries = harness.emulator.webhooks
      .deliveries()
      .filter(({ event }) => /participant/.test(event.event_type))
    expect(deliveries).toHaveLength(2)
    for (const { event } of deliveries) expect(event.payload).not.toHaveProperty('context')
  })

  it("signs events as the API does, for our client and the vendor's", async () => {
    const harness = createWebhookHarness()
    await openSession(harness, { webhook_event_url: url })
    const publicKey = await harness.emulator.webhooks.publicKey()
    expect(harness.received.map(({ body }) => body.data.event_type)).toEqual([
      'video.room.session.started',
      'video.room.participant.joined',
    ])
    const [first, second] = harness.received
    const vendor = new Telnyx({ apiKey: 'KEY_x', publicKey })
    const headers = Object.fromEntries(first?.request.headers ?? [])
    expect(await vendor.webhooks.unwrap((await first?.request.clone().text()) ?? '', { headers })).toEqual(
      first?.body,
    )
    expect(await verifyWebhook(second?.request as Request, { publicKeys: publicKey })).toMatchObject({
      payload: { context: 'Ann' },
      meta: { attempt: 1, delivered_to: url },
    })
  })

  it('signs with the real time even if the emulator’s clock was moved', async () => {
    const harness = createWebhookHarness(undefined, { now: Date.parse('2020-01-01T00:00:00Z') })
    await openSession(harness, { webhook_event_url: url })
    const stamp = Number(harness.received[0]?.request.headers.get('telnyx-timestamp'))
    expect(Math.abs(Date.now() / 1000 - stamp)).toBeLessThan(5)
    expect(harness.received[0]?.body.data).toMatchObject({
      occurred_at: expect.stringMatching(/^2020-01-01T00:00:0/),
    })
  })

  it('sends to the failover address at once when the first address fails', async () => {
    const harness = createWebhookHarness(({ url: at }) => (at === url ? 500 : 200))
    await openSession(harness, { webhook_event_url: url, webhook_event_failover_url: failoverUrl })
    const attempts = harness.emulator.webhooks.deliveries()
    expect(
      attempts.map(({ url: to, attempt, status, delivered }) => [to, attempt, status, delivered]),
    ).toEqual([
      [url, 1, 500, false],
      [failoverUrl, 1, 200, true],
      [url, 1, 500, false],
      [failoverUrl, 1, 200, true],
    ])
    expect(attempts[0]?.event.id).toBe(attempts[1]?.event.id)
  })

  it('retries after both addresses failed, three attempts at most, each with its number', async () => {
    const harness = createWebhookHarness(() => 503)
    await openSession(harness, { webhook_event_url: url, webhook_event_failover_url: failoverUrl })
    for (const secs of [9, 2, 59, 2, 600]) {
      harness.emulator.clock.advance(secs)
      await harness.emulator.webhooks.settled()
    }
    const [first] = harness.received
    const attempts = harness.received.filter(({ body }) => body.data.id === first?.body.data.id)
    expect(attempts.map(({ body: { meta } }) => [meta.attempt, meta.delivered_to])).toEqual(
      [1, 2, 3].flatMap((attempt) => [
        [attempt, url],
        [attempt, failoverUrl],
      ]),
    )
  })

  it('reports a response that does not arrive in time', async () => {
    const never = ({ request }: Received) =>
      new Promise<Response>((_, reject) =>
        request.signal.addEventListener('abort', () => reject(request.signal.reason)),
      )
    const harness = createWebhookHarness(never)
    await openSession(harness, { webhook_event_url: url, webhook_timeout_secs: 1 })
    expect(harness.emulator.webhooks.deliveries()[0]).toMatchObject({
      status: null,
      error: 'no response within 1 s',
      delivered: false,
    })
  })

  it('treats a redirect as a failure and does not follow it', async () => {
    const harness = createWebhookHarness(() => 307)
    await openSession(harness, { webhook_event_url: url })
    expect(harness.received[0]?.request.redirect).toBe('manual')
    expect(harness.emulator.webhooks.deliveries()[0]).toMatchObject({ status: 307, delivered: false })
  })

  it.each(['https://example.com/hooks', 'http://127.0.0.1.example.com/', 'http://10.0.0.1/'])(
    'does not send to %s unless other machines are allowed',
    async (elsewhere) => {
      const restricted = createWebhookHarness()
      await openSession(restricted, { webhook_event_url: elsewhere })
      expect(restricted.received).toEqual([])
      expect(restricted.emulator.webhooks.deliveries()[0]?.error).toContain('--webhooks-anywhere')
      const unrestricted = createWebhookHarness(undefined, { webhooksAnywhere: true })
      await openSession(unrestricted, { webhook_event_url: elsewhere })
      expect(unrestricted.received).toHaveLength(2)
    },
  )

  it('reports why a participant left and why a session ended', async () => {
    const harness = createWebhookHarness()
    const room_session_id = await openSession(harness, { webhook_event_url: url })
    await roomSessions.kick(harness.client, { room_session_id, participants: 'all' })
    const again = await openSession(harness, { webhook_event_url: url })
    await roomSessions.end(harness.client, { room_session_id: again })
    await harness.emulator.webhooks.settled()
    const payloads = harness.received.map(({ body }) => body.data as { payload?: Record<string, unknown> })
    const reasons = payloads.map(({ payload }) => payload?.['left_reason'] ?? payload?.['ended_reason'])
    expect(reasons.filter(Boolean)).toEqual(['kicked', 'Ended from API'])
  })

  it('lists deliveries at /_emulator/webhooks until a reset', async () => {
    const harness = createWebhookHarness()
    await openSession(harness, { webhook_event_url: url })
    const { body } = await harness.send('GET', '/_emulator/webhooks')
    expect(body.data).toMatchObject([
      { url, attempt: 1, status: 200, error: null, event: { event_type: 'video.room.session.started' } },
      { event: { event_type: 'video.room.participant.joined' } },
    ])
    await harness.send('POST', '/_emulator/reset')
    expect((await harness.send('GET', '/_emulator/webhooks')).body.data).toEqual([])
  })

  it('includes scheduled retries in a snapshot', async () => {
    const harness = createWebhookHarness(() => 500)
    await openSession(harness, { webhook_event_url: url })
    const other = createWebhookHarness()
    other.emulator.restore(await harness.emulator.snapshot())
    other.emulator.clock.advance(11)
    await other.emulator.webhooks.settled()
    expect(other.received.map(({ body }) => body.meta.attempt)).toEqual([2, 2])
  })

  it('does not send more than 10,000 deliveries that wait for their receiver', async () => {
    const harness = createWebhookHarness(() => new Promise<Response>(() => undefined))
    const { id } = await rooms.create(harness.client, { webhook_event_url: url })
    const { token: client_token } = await rooms.createJoinToken(harness.client, { room_id: id })
    const { session_id } = await harness.emulator.join(id, { client_token })
    const { id: participant_id } = await harness.emulator.join(id, { client_token })
    harness.emulator.leave(participant_id)
    // Each of these joins and leaves is an event.
    for (let count = 0; count < 5000; count++)
      harness.emulator.leave((await harness.emulator.join(id, { client_token })).id)
    const deliveries = harness.emulator.webhooks.deliveries()
    expect(deliveries).toHaveLength(4)
    expect(deliveries[0]).toMatchObject({
      error: 'not sent: 10000 deliveries are waiting',
      delivered: false,
      event: { event_type: expect.stringMatching(/participant/), payload: { session_id } },
    })
  })

  it('schedules no more than 10,000 retries', async () => {
    const harness = createWebhookHarness(() => 500)
    const { id } = await rooms.create(harness.client, { webhook_event_url: url })
    const snapshot = await harness.emulator.snapshot()
    const retry = {
      kind: 'deliver-webhook' as const,
      due: snapshot.now + 3_600_000,
      attempt: 2,
      event: {},
      target: { webhook_event_url: url, webhook_event_failover_url: '', webhook_timeout_secs: null },
    }
    const tasks = Array.from({ length: 9_999 }, (_, order) => ({ ...retry, order, id: `${order}` }))
    harness.emulator.restore({ ...snapshot, tasks })
    const { token: client_token } = await rooms.createJoinToken(harness.client, { room_id: id })
    await harness.emulator.join(id, { client_token })
    await harness.emulator.webhooks.settled()
    expect(harness.emulator.webhooks.deliveries()).toHaveLength(2)
    expect((await harness.emulator.snapshot()).tasks).toHaveLength(10_000)
  })
})

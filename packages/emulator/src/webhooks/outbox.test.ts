import { roomSessions, rooms } from '@greenroom/core/video'
import { verifyWebhook } from '@greenroom/core/webhooks'
import Telnyx from 'telnyx'
import { describe, expect, it } from 'vitest'
import { harness } from '../../test/harness.ts'

const url = 'http://127.0.0.1:9/hooks'
const failoverUrl = 'http://localhost:9/failover'

interface Received {
  readonly url: string
  readonly request: Request
  readonly body: { data: { id: string; event_type: string }; meta: { attempt: number; delivered_to: string } }
}

/** An emulator whose webhooks are answered by the function, and kept. */
function receiving(
  answer: (received: Received) => number | Promise<Response> = () => 200,
  options: object = {},
) {
  const received: Received[] = []
  const fetch = async (input: RequestInfo | URL) => {
    const request = input as Request
    const one = { url: request.url, request, body: await request.clone().json() }
    received.push(one)
    const told = answer(one)
    return typeof told === 'number' ? new Response(null, { status: told }) : told
  }
  return { ...harness({ fetch, ...options }), received }
}

async function openSession(h: ReturnType<typeof receiving>, input: rooms.CreateInput): Promise<string> {
  const { id } = await rooms.create(h.client, input)
  const { token: client_token } = await rooms.createJoinToken(h.client, { room_id: id })
  const { session_id } = await h.emulator.join(id, { client_token, context: 'Ann' })
  await h.emulator.webhooks.settled()
  return session_id ?? ''
}

describe('webhooks', () => {
  it('have no context of somebody who brought none', async () => {
    const h = receiving()
    const { id } = await rooms.create(h.client, { webhook_event_url: url })
    const { token: client_token } = await rooms.createJoinToken(h.client, { room_id: id })
    const { id: participant_id } = await h.emulator.join(id, { client_token })
    await h.send('POST', `/_emulator/participants/${participant_id}/leave`)
    await h.emulator.webhooks.settled()
    const told = h.emulator.webhooks.deliveries().filter(({ event }) => /participant/.test(event.event_type))
    expect(told).toHaveLength(2)
    for (const { event } of told) expect(event.payload).not.toHaveProperty('context')
  })

  it("are signed as the API signs them, for our client and for the vendor's", async () => {
    const h = receiving()
    await openSession(h, { webhook_event_url: url })
    const publicKey = await h.emulator.webhooks.publicKey()
    expect(h.received.map(({ body }) => body.data.event_type)).toEqual([
      'video.room.session.started',
      'video.room.participant.joined',
    ])
    const [first, second] = h.received
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

  it('carry the real time even when the clock of the emulator is moved', async () => {
    const h = receiving(undefined, { now: Date.parse('2020-01-01T00:00:00Z') })
    await openSession(h, { webhook_event_url: url })
    const stamp = Number(h.received[0]?.request.headers.get('telnyx-timestamp'))
    expect(Math.abs(Date.now() / 1000 - stamp)).toBeLessThan(5)
    expect(h.received[0]?.body.data).toMatchObject({
      occurred_at: expect.stringMatching(/^2020-01-01T00:00:0/),
    })
  })

  it('go to the failover address at once when the first one fails', async () => {
    const h = receiving(({ url: at }) => (at === url ? 500 : 200))
    await openSession(h, { webhook_event_url: url, webhook_event_failover_url: failoverUrl })
    const tries = h.emulator.webhooks.deliveries()
    expect(tries.map(({ url: to, attempt, status, delivered }) => [to, attempt, status, delivered])).toEqual([
      [url, 1, 500, false],
      [failoverUrl, 1, 200, true],
      [url, 1, 500, false],
      [failoverUrl, 1, 200, true],
    ])
    expect(tries[0]?.event.id).toBe(tries[1]?.event.id)
  })

  it('are tried again after both failed, with the number of the try, and three times at most', async () => {
    const h = receiving(() => 503)
    await openSession(h, { webhook_event_url: url, webhook_event_failover_url: failoverUrl })
    for (const secs of [9, 2, 59, 2, 600]) {
      h.emulator.clock.advance(secs)
      await h.emulator.webhooks.settled()
    }
    const [first] = h.received
    const tries = h.received.filter(({ body }) => body.data.id === first?.body.data.id)
    expect(tries.map(({ body: { meta } }) => [meta.attempt, meta.delivered_to])).toEqual(
      [1, 2, 3].flatMap((attempt) => [
        [attempt, url],
        [attempt, failoverUrl],
      ]),
    )
  })

  it('give up on an answer that does not come in time, and say so', async () => {
    const never = ({ request }: Received) =>
      new Promise<Response>((_, reject) =>
        request.signal.addEventListener('abort', () => reject(request.signal.reason)),
      )
    const h = receiving(never)
    await openSession(h, { webhook_event_url: url, webhook_timeout_secs: 1 })
    expect(h.emulator.webhooks.deliveries()[0]).toMatchObject({
      status: null,
      error: 'no answer within 1 s',
      delivered: false,
    })
  })

  it('do not follow redirects, which are no success', async () => {
    const h = receiving(() => 307)
    await openSession(h, { webhook_event_url: url })
    expect(h.received[0]?.request.redirect).toBe('manual')
    expect(h.emulator.webhooks.deliveries()[0]).toMatchObject({ status: 307, delivered: false })
  })

  it.each(['https://example.com/hooks', 'http://127.0.0.1.example.com/', 'http://10.0.0.1/'])(
    'do not go to %s unless they are allowed to',
    async (elsewhere) => {
      const kept = receiving()
      await openSession(kept, { webhook_event_url: elsewhere })
      expect(kept.received).toEqual([])
      expect(kept.emulator.webhooks.deliveries()[0]?.error).toContain('--webhooks-anywhere')
      const free = receiving(undefined, { webhooksAnywhere: true })
      await openSession(free, { webhook_event_url: elsewhere })
      expect(free.received).toHaveLength(2)
    },
  )

  it('tell why somebody left and why a session ended', async () => {
    const h = receiving()
    const room_session_id = await openSession(h, { webhook_event_url: url })
    await roomSessions.kick(h.client, { room_session_id, participants: 'all' })
    const again = await openSession(h, { webhook_event_url: url })
    await roomSessions.end(h.client, { room_session_id: again })
    await h.emulator.webhooks.settled()
    const payloads = h.received.map(({ body }) => body.data as { payload?: Record<string, unknown> })
    const reasons = payloads.map(({ payload }) => payload?.['left_reason'] ?? payload?.['ended_reason'])
    expect(reasons.filter(Boolean)).toEqual(['kicked', 'Ended from API'])
  })

  it('are shown at /_emulator/webhooks, and forgotten with a reset', async () => {
    const h = receiving()
    await openSession(h, { webhook_event_url: url })
    const { body } = await h.send('GET', '/_emulator/webhooks')
    expect(body.data).toMatchObject([
      { url, attempt: 1, status: 200, error: null, event: { event_type: 'video.room.session.started' } },
      { event: { event_type: 'video.room.participant.joined' } },
    ])
    await h.send('POST', '/_emulator/reset')
    expect((await h.send('GET', '/_emulator/webhooks')).body.data).toEqual([])
  })

  it('that wait for their time are in a snapshot', async () => {
    const h = receiving(() => 500)
    await openSession(h, { webhook_event_url: url })
    const other = receiving()
    other.emulator.restore(await h.emulator.snapshot())
    other.emulator.clock.advance(11)
    await other.emulator.webhooks.settled()
    expect(other.received.map(({ body }) => body.meta.attempt)).toEqual([2, 2])
  })
})

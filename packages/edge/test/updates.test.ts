import { createClient } from '@greenroom/core'
import { subscribeToUpdates, updates } from '@greenroom/core/updates'
import { roomSessions, rooms } from '@greenroom/core/video'
import { createWebhookKeys } from '@greenroom/core/webhooks'
import { describe, expect, it, vi } from 'vitest'
import { createMemoryHub, type UpdateHub } from '../src/index.ts'
import { harness, origin } from './harness.ts'
import { open, otherRoom, room, setUp, update } from './update-harness.ts'

describe('GET /updates', () => {
  it('begins with a cursor, then streams each published update', async () => {
    const { gateway, hub } = await setUp()
    const stream = await open(gateway)
    expect(stream.response.status).toBe(200)
    expect(Object.fromEntries(stream.response.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    expect(await stream.next()).toEqual({
      id: expect.any(String),
      comment: expect.stringMatching(/^cursor /),
    })
    await hub.publish(update('e1'))
    expect(await stream.next()).toEqual({ id: expect.any(String), event: 'update', data: update('e1') })
    await stream.cancel()
  })

  it('replays what was missed after a cursor', async () => {
    const { gateway, hub } = await setUp()
    const first = await open(gateway)
    const { id = '' } = (await first.next()) ?? {}
    await first.cancel()
    await hub.publish(update('e1'))
    await hub.publish(update('e2'))
    const second = await open(gateway, { headers: { 'last-event-id': id } })
    expect(await second.next()).toMatchObject({ id })
    expect(await second.next()).toMatchObject({ data: { id: 'e1' } })
    expect(await second.next()).toMatchObject({ data: { id: 'e2' } })
    await second.cancel()
  })

  it('replays more than a slow reader may leave unread', async () => {
    const { gateway, hub } = await setUp()
    const first = await open(gateway)
    const { id = '' } = (await first.next()) ?? {}
    await first.cancel()
    for (let count = 0; count < 1_500; count++) await hub.publish(update(`e${count}`))
    const second = await open(gateway, { headers: { 'last-event-id': id } })
    await second.next()
    await new Promise((resolve) => setTimeout(resolve, 20))
    for (let count = 0; count < 1_500; count++) {
      expect(await second.next()).toMatchObject({ data: { id: `e${count}` } })
    }
    await hub.publish(update('live'))
    expect(await second.next()).toMatchObject({ data: { id: 'live' } })
    await second.cancel()
  })

  it.each([
    ['made up', 'x'],
    ['changed', 'aaaaaaaa-1.AAAAAAAAAAAAAAAAAAAAAA'],
    ['very long', 'x'.repeat(5_000)],
  ])('reports a reset for a cursor that is %s', async (_, cursor) => {
    const { gateway } = await setUp()
    const stream = await open(gateway, { headers: { 'last-event-id': cursor } })
    expect(await stream.next()).toEqual({ id: expect.any(String), event: 'reset', data: {} })
    await stream.cancel()
  })

  it('filters by the grant, for which only true lets an update through', async () => {
    const { gateway, hub } = await setUp({
      authorize: () => ({
        user: 'ann',
        rooms: (id) => (id === room ? true : (Promise.resolve(true) as never)),
      }),
    })
    const stream = await open(gateway)
    await stream.next()
    await hub.publish(update('secret', otherRoom))
    await hub.publish(update('e1'))
    expect(await stream.next()).toMatchObject({ data: { id: 'e1' } })
    await stream.cancel()
  })

  it('filters by the rooms in the query, and refuses a room outside the grant', async () => {
    const { gateway, hub } = await setUp({
      authorize: () => ({ user: 'ann', rooms: (id) => id !== 'secret-room' }),
    })
    const stream = await open(gateway, { path: `?room_id=${room}&room_id=r3` })
    await stream.next()
    await hub.publish(update('other', otherRoom))
    await hub.publish(update('e1'))
    await hub.publish(update('e3', 'r3'))
    expect(await stream.next()).toMatchObject({ data: { id: 'e1' } })
    expect(await stream.next()).toMatchObject({ data: { id: 'e3' } })
    await stream.cancel()
    expect((await open(gateway, { path: '?room_id=secret-room' })).response.status).toBe(403)
  })

  it('ends when the grant ends, and sends nothing after that', async () => {
    let time = Date.now()
    const { gateway, hub } = await setUp({
      now: () => time,
      authorize: () => ({ user: 'ann', tokenTtlSecs: 60 }),
    })
    const stream = await open(gateway)
    await stream.next()
    time += 61_000
    await hub.publish(update('late'))
    expect(await stream.next()).toBeUndefined()
  })

  it('refuses the eleventh stream of a user, until one ends', async () => {
    const { gateway } = await setUp()
    const streams = await Promise.all(Array.from({ length: 10 }, () => open(gateway)))
    const eleventh = await open(gateway)
    expect(eleventh.response.status).toBe(429)
    expect((await open(gateway, { headers: { 'x-user': 'ben' } })).response.status).toBe(200)
    await streams[0]?.cancel()
    expect((await open(gateway)).response.status).toBe(200)
  })

  it('disconnects a reader with 256 unread messages, and keeps no more', async () => {
    const { gateway, hub } = await setUp()
    const subscribe = vi.spyOn(hub, 'subscribe')
    const stream = await open(gateway)
    await stream.next()
    for (let count = 0; count < 400; count++) await hub.publish(update(`e${count}`))
    await vi.waitFor(() => expect(subscribe.mock.calls[0]?.[0].signal.aborted).toBe(true))
    let messages = 0
    while ((await stream.next()) !== undefined) messages++
    expect(messages).toBeGreaterThan(200)
    expect(messages).toBeLessThanOrEqual(257)
  })

  it.each([
    ['without a user', { headers: { 'x-user': '' } }, 401],
    ['from another origin', { headers: { origin: 'https://evil.example' } }, 403],
  ])('is refused %s', async (_, request, status) => {
    const { gateway } = await setUp({
      authorize: ({ headers }) => (headers.get('x-user') ? { user: 'ann' } : null),
    })
    expect((await open(gateway, request)).response.status).toBe(status)
  })

  it('is 404 without a hub and 405 for another method', async () => {
    const { gateway } = await setUp()
    const headers = { origin, 'x-user': 'ann' }
    const post = await gateway('https://gateway.example/telnyx/updates', { method: 'POST', headers })
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET'])
    expect((await open(harness().gateway)).response.status).toBe(404)
  })

  it('is recognized by authorize', async () => {
    const { gateway } = await setUp({ authorize: (_, call) => (call.is(updates) ? { user: 'ann' } : null) })
    expect((await open(gateway)).response.status).toBe(200)
  })

  it('is 503 if the hub is down, and ends if the hub fails later', async () => {
    const failed: UpdateHub = {
      publish: async () => Promise.reject(new Error('down')),
      // biome-ignore lint/correctness/useYield: the hub fails before it yields
      subscribe: async function* () {
        throw new Error('down')
      },
    }
    const { gateway } = await setUp({ updates: failed, onRefusal: () => undefined })
    expect((await open(gateway)).response.status).toBe(503)
  })
})

describe('a webhook', () => {
  const event = (id: string, fields: object = {}) => ({
    id,
    record_type: 'event',
    event_type: 'video.room.participant.joined',
    occurred_at: '2026-11-29T10:00:00Z',
    payload: { room_id: room, session_id: 's1', participant_id: 'p1', context: 'private', ...fields },
  })

  it('becomes one update with ids and type only, even if it is delivered twice', async () => {
    const { gateway, deliver } = await setUp()
    const stream = await open(gateway)
    await stream.next()
    expect((await deliver(event('w1'))).status).toBe(204)
    expect((await deliver(event('w1'))).status).toBe(204)
    expect((await deliver(event('w2'))).status).toBe(204)
    const { data } = (await stream.next()) ?? {}
    expect(data).toEqual({
      id: 'w1',
      type: 'video.room.participant.joined',
      occurred_at: '2026-11-29T10:00:00Z',
      room_id: room,
      session_id: 's1',
      participant_id: 'p1',
    })
    expect(await stream.next()).toMatchObject({ data: { id: 'w2' } })
    await stream.cancel()
  })

  it('is 503 if it cannot be published, and is published when it comes again', async () => {
    const hub = createMemoryHub()
    let isDown = true
    const flaky: UpdateHub = {
      ...hub,
      publish: (one) => (isDown ? Promise.reject(new Error('down')) : hub.publish(one)),
    }
    const { gateway, deliver } = await setUp({ updates: flaky, onRefusal: () => undefined })
    const stream = await open(gateway)
    await stream.next()
    expect((await deliver(event('w1'))).status).toBe(503)
    isDown = false
    expect((await deliver(event('w1'))).status).toBe(204)
    expect(await stream.next()).toMatchObject({ data: { id: 'w1' } })
    await stream.cancel()
  })

  it('that names no room is not published', async () => {
    const { hub, deliver } = await setUp()
    const publish = vi.spyOn(hub, 'publish')
    expect((await deliver(event('w1', { room_id: undefined }))).status).toBe(204)
    expect(publish).not.toHaveBeenCalled()
  })
})

describe('a call of the gateway', () => {
  it('that no webhook reports publishes an update', async () => {
    const { gateway, send } = await setUp({ expose: [rooms.create, rooms.update, rooms.delete] })
    const stream = await open(gateway)
    await stream.next()
    const created = await send('POST', '/telnyx/rooms', { unique_name: 'standup' }, { 'x-user': 'ann' })
    const { id } = created.body.data
    const headers = { 'x-user': 'ann' }
    await send('PATCH', `/telnyx/rooms/${id}`, { unique_name: 'retro' }, headers)
    await send('DELETE', `/telnyx/rooms/${id}`, undefined, headers)
    for (const type of ['created', 'updated', 'deleted']) {
      const { data } = (await stream.next()) ?? {}
      expect(data).toMatchObject({ type: `greenroom.room.${type}`, room_id: id })
    }
    await stream.cancel()
  })

  it('that mutes participants publishes one update for each', async () => {
    const { gateway, send, emulator, upstream } = await setUp({ expose: [roomSessions.mute] })
    const { id: room_id } = await rooms.create(upstream, {})
    const { token } = await rooms.createJoinToken(upstream, { room_id })
    const { id, session_id } = await emulator.join(room_id, { client_token: token })
    const stream = await open(gateway)
    await stream.next()
    const path = `/telnyx/room_sessions/${session_id}/actions/mute`
    await send('POST', path, { participants: [id] }, { 'x-user': 'ann' })
    expect((await stream.next())?.data).toMatchObject({
      type: 'greenroom.session.muted',
      room_id,
      session_id,
      participant_id: id,
    })
    await stream.cancel()
  })

  it('that fails publishes nothing', async () => {
    const { send, hub } = await setUp({ expose: [rooms.delete] })
    const publish = vi.spyOn(hub, 'publish')
    const { status } = await send('DELETE', `/telnyx/rooms/${room}`, undefined, { 'x-user': 'ann' })
    expect([status, publish.mock.calls]).toEqual([404, []])
  })

  it('gets the webhook URL of the gateway, unless the caller set one', async () => {
    const { publicKey } = await createWebhookKeys()
    const url = 'https://app.example/telnyx/webhooks'
    const { send, emulator } = await setUp({
      expose: [rooms.create],
      webhooks: { publicKeys: publicKey, url },
      allowWebhookFields: true,
    })
    const own = 'https://app.example/own'
    const headers = { 'x-user': 'ann' }
    await send('POST', '/telnyx/rooms', {}, headers)
    await send('POST', '/telnyx/rooms', { webhook_event_url: own }, headers)
    const sent = emulator.requests().map(({ input }) => Object(input).webhook_event_url)
    expect(sent).toEqual([url, own])
  })
})

describe('subscribeToUpdates', () => {
  it('receives updates of the gateway, and what was missed while disconnected', async () => {
    const { gateway, hub } = await setUp()
    const controller = new AbortController()
    const received: string[] = []
    const statuses: string[] = []
    const bodies: ReadableStream[] = []
    const client = createClient({
      baseUrl: 'https://gateway.example/telnyx',
      headers: { 'x-user': 'ann', origin },
      fetch: async (request, init) => {
        const response = await gateway(request, init as RequestInit)
        if (response.body) bodies.push(response.body)
        return response
      },
    })
    let resets = 0
    subscribeToUpdates({
      client,
      signal: controller.signal,
      random: () => 0,
      onUpdate: ({ id }) => received.push(id),
      onReset: () => {
        resets++
      },
      onStatus: (status) => statuses.push(status),
    })
    await vi.waitFor(() => expect(statuses).toContain('open'))
    await hub.publish(update('e1'))
    await vi.waitFor(() => expect(received).toEqual(['e1']))
    controller.abort()
    expect(statuses).toEqual(['connecting', 'open'])
    await vi.waitFor(() => expect(statuses.at(-1)).toBe('closed'))
    expect(resets).toBe(0)
  })
})

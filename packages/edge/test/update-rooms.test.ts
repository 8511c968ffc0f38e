import { rooms } from '@greenroom/core/video'
import { describe, expect, it, vi } from 'vitest'
import { deny, type Grant, type UpdateHub } from '../src/index.ts'
import { open, otherRoom, room, setUp, update } from './update-harness.ts'

const thirdRoom = 'aaaaaaaa-0000-4000-8000-000000000003'
const both = `?room_id=${room}&room_id=${otherRoom}`

describe('a stream of several rooms', () => {
  const checking = (allowed: readonly (string | undefined)[], grants: Record<string, Partial<Grant>> = {}) =>
    setUp({
      authorize: async (_, call) => {
        const id = await call.roomId()
        return allowed.includes(id) ? { user: 'ann', ...grants[id ?? ''] } : deny('not a member')
      },
    })

  it('is decided for each room by an authorize that asks for the room', async () => {
    const { gateway, hub } = await checking([room, otherRoom])
    const stream = await open(gateway, { path: both })
    expect(stream.response.status).toBe(200)
    await stream.next()
    for (const id of [room, thirdRoom, otherRoom]) await hub.publish(update(id, id))
    expect(await stream.next()).toMatchObject({ data: { room_id: room } })
    expect(await stream.next()).toMatchObject({ data: { room_id: otherRoom } })
    await stream.cancel()
  })

  it.each([
    ['is not allowed', [room], {}],
    ['is not in its own grant', [room, otherRoom], { [otherRoom]: { rooms: () => false } }],
    ['is granted to another user', [room, otherRoom], { [otherRoom]: { user: 'ben' } }],
  ])('is refused if one room %s', async (_, allowed, grants) => {
    const { gateway } = await checking(allowed, grants)
    expect((await open(gateway, { path: both })).response.status).toBe(403)
  })

  it('ends with the shortest of its grants', async () => {
    let time = Date.now()
    const { gateway, hub } = await setUp({
      now: () => time,
      authorize: async (_, call) => ({
        user: 'ann',
        tokenTtlSecs: (await call.roomId()) === room ? 60 : 3600,
      }),
    })
    const stream = await open(gateway, { path: both })
    await stream.next()
    time += 61_000
    await hub.publish(update('late', otherRoom))
    expect(await stream.next()).toBeUndefined()
  })

  it('is refused for 1,000 rooms', async () => {
    const { gateway } = await checking([room])
    const ids = Array.from({ length: 1_000 }, (_, index) => `room_id=r${index}`)
    const { status } = (await open(gateway, { path: `?${ids.join('&')}` })).response
    expect([414, 422]).toContain(status)
  })
})

describe('a webhook of unusual content', () => {
  const event = (fields: object) => ({
    id: 'w1',
    event_type: 'video.room.thing.happened',
    payload: { room_id: room },
    ...fields,
  })
  const receivedAt = Date.now()

  it.each([
    ['a future time', { occurred_at: '2099-01-01T00:00:00Z' }, { occurred_at: '2099-01-01T00:00:00Z' }],
    ['no time', {}, { occurred_at: new Date(receivedAt).toISOString() }],
    ['text for a time', { occurred_at: 'private' }, { occurred_at: new Date(receivedAt).toISOString() }],
    ['an unknown type', { event_type: 'other.thing' }, { type: 'other.thing' }],
  ])('is published with %s', async (_, fields, expected) => {
    const { hub, deliver } = await setUp({ now: () => receivedAt })
    const publish = vi.spyOn(hub, 'publish')
    expect((await deliver(event(fields))).status).toBe(204)
    expect(publish).toHaveBeenCalledWith({
      id: 'w1',
      type: 'video.room.thing.happened',
      occurred_at: expect.any(String),
      room_id: room,
      ...expected,
    })
  })

  it.each([
    ['text for a room', { payload: { room_id: 'a room' } }],
    ['an id that exceeds a line', { id: 'x'.repeat(70_000) }],
    ['a type that exceeds a line', { event_type: 'x'.repeat(70_000) }],
  ])('is not published with %s', async (_, fields) => {
    const { hub, deliver } = await setUp()
    const publish = vi.spyOn(hub, 'publish')
    expect((await deliver(event(fields))).status).toBe(204)
    expect(publish).not.toHaveBeenCalled()
  })
})

describe('a hub that hangs', () => {
  it('delays a call of the gateway by at most two seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const hanging: UpdateHub = {
      publish: () => new Promise(() => undefined),
      subscribe: () => {
        throw new Error('down')
      },
    }
    const { send } = await setUp({ updates: hanging, expose: [rooms.create] })
    const created = send('POST', '/telnyx/rooms', {}, { 'x-user': 'ann' })
    let isDone = false
    void created.then(() => {
      isDone = true
    })
    for (let step = 0; step < 50 && !isDone; step++) {
      await vi.advanceTimersByTimeAsync(100)
      await new Promise((resolve) => setImmediate(resolve))
    }
    vi.useRealTimers()
    expect(isDone && (await created).status).toBe(201)
  })
})

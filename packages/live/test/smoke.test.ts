import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { until } from './activity.ts'
import { createTrack } from './fake-browser.ts'
import { createTestRoom, type TestRoom } from './test-room.ts'

let world: TestRoom
beforeEach(async () => {
  world = await createTestRoom()
})
afterEach(() => world.close())

describe('a live room', () => {
  it('does nothing until it is joined, and then is in', async () => {
    const room = world.room({ context: 'Ann' })
    expect(room.getSnapshot().status).toBe('idle')
    expect(world.browser.sockets).toHaveLength(0)
    await room.join()
    const { status, participants, localParticipantId } = room.getSnapshot()
    expect(status).toBe('joined')
    expect(participants).toMatchObject([{ id: localParticipantId, context: 'Ann', isLocal: true }])
  })

  it('knows who comes and goes, and what they publish', async () => {
    const ann = world.room({ context: 'Ann' })
    const ben = world.room({ context: 'Ben' })
    await Promise.all([ann.join(), ben.join()])
    await until(() => ann.getSnapshot().participants.length === 2)
    await ben.publish('self', { audio: createTrack('audio'), video: createTrack('video') })
    await until(() => ann.getSnapshot().streams[0]?.videoTrack)
    await ben.leave()
    await until(() => ann.getSnapshot().participants.length === 1)
    expect(ann.getSnapshot().streams).toEqual([])
    expect(ben.getSnapshot()).toMatchObject({ status: 'left', reason: 'left', error: undefined })
  })

  it('comes back when its socket is killed, with what it published', async () => {
    const ann = world.room({ context: 'Ann' })
    const ben = world.room({ context: 'Ben' })
    // One after the other, since whose socket is which is known by their order.
    await ann.join()
    await ben.join()
    await ben.publish('self', { video: createTrack('video') })
    await until(() => ann.getSnapshot().streams[0]?.videoTrack)
    world.browser.sockets[1]?.kill()
    await until(() => ben.getSnapshot().status === 'reconnecting')
    expect(ben.getSnapshot().reason).toBe('network')
    await world.passUntil(() => ben.getSnapshot().status === 'joined')
    await world.passUntil(() => ann.getSnapshot().streams[0]?.videoTrack)
    expect(ann.getSnapshot().participants).toHaveLength(2)
  })
})

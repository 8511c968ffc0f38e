import { until } from '@greenroom/testing/activity'
import { createTrack } from '@greenroom/testing/fake-browser'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestSetup, type TestSetup } from './test-setup.ts'

let setup: TestSetup
beforeEach(async () => {
  setup = await createTestSetup()
})
afterEach(() => setup.close())

describe('createLiveRoom', () => {
  it('opens no socket until it is joined', async () => {
    const room = setup.room({ context: 'Ann' })
    expect(room.getSnapshot().status).toBe('idle')
    expect(setup.browser.sockets).toHaveLength(0)
    await room.join()
    const { status, participants, localParticipantId } = room.getSnapshot()
    expect(status).toBe('joined')
    expect(participants).toMatchObject([{ id: localParticipantId, context: 'Ann', isLocal: true }])
  })

  it('lists participants and their streams, until they leave', async () => {
    const ann = setup.room({ context: 'Ann' })
    const ben = setup.room({ context: 'Ben' })
    await Promise.all([ann.join(), ben.join()])
    await until(() => ann.getSnapshot().participants.length === 2)
    await ben.publish('self', { audio: createTrack('audio'), video: createTrack('video') })
    await until(() => ann.getSnapshot().streams[0]?.videoTrack)
    await ben.leave()
    await until(() => ann.getSnapshot().participants.length === 1)
    expect(ann.getSnapshot().streams).toEqual([])
    expect(ben.getSnapshot()).toMatchObject({ status: 'left', reason: 'left', error: undefined })
  })

  it('reconnects and publishes its streams again when the socket breaks', async () => {
    const ann = setup.room({ context: 'Ann' })
    const ben = setup.room({ context: 'Ben' })
    // The order of joining identifies the sockets.
    await ann.join()
    await ben.join()
    await ben.publish('self', { video: createTrack('video') })
    await until(() => ann.getSnapshot().streams[0]?.videoTrack)
    setup.browser.sockets[1]?.kill()
    await until(() => ben.getSnapshot().status === 'reconnecting')
    expect(ben.getSnapshot().reason).toBe('network')
    await setup.advanceUntil(() => ben.getSnapshot().status === 'joined')
    await setup.advanceUntil(() => ann.getSnapshot().streams[0]?.videoTrack)
    expect(ann.getSnapshot().participants).toHaveLength(2)
  })
})

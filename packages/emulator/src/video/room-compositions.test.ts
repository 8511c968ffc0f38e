import { roomCompositions, roomSessions } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../../test/harness.ts'

async function endedSession(harness: Harness): Promise<string> {
  const { participantIds } = await harness.roomWith('Ann')
  const { body } = await harness.send('GET', `/v2/room_participants/${participantIds[0]}`)
  harness.emulator.clock.advance(42)
  await roomSessions.end(harness.client, { room_session_id: body.data.session_id })
  return body.data.session_id
}

describe('compositions', () => {
  it('change from enqueued to processing to completed as the clock advances', async () => {
    const harness = createHarness()
    const session_id = await endedSession(harness)
    const response = await harness.send('POST', '/v2/room_compositions', { session_id })
    expect(response).toMatchObject({
      status: 202,
      body: { data: { status: 'enqueued', format: 'mp4', resolution: '1280x720', audio_sources: null } },
    })
    const room_composition_id: string = response.body.data.id
    const retrieve = () => roomCompositions.retrieve(harness.client, { room_composition_id })
    harness.emulator.clock.advance(2)
    expect(await retrieve()).toMatchObject({ status: 'processing', started_at: expect.any(String) })
    harness.emulator.clock.advance(5)
    const composition = await retrieve()
    expect(composition).toMatchObject({ status: 'completed', duration_secs: 42, user_id: expect.any(String) })
    expect((await harness.emulator.fetch(composition.download_url ?? '')).headers.get('content-type')).toBe(
      'video/mp4',
    )
  })

  it('pass both steps in one advance of the clock, each at its own time', async () => {
    const harness = createHarness()
    const session_id = await endedSession(harness)
    const { id } = await roomCompositions.create(harness.client, { session_id })
    harness.emulator.clock.advance(3600)
    const composition = await roomCompositions.retrieve(harness.client, { room_composition_id: id })
    expect(Date.parse(composition.completed_at ?? '') - Date.parse(composition.started_at ?? '')).toBe(5000)
  })

  it('are rejected without a known session', async () => {
    const harness = createHarness()
    expect(await harness.send('POST', '/v2/room_compositions')).toMatchObject({
      status: 422,
      body: { errors: [{ code: '10004', source: { pointer: '/session_id' } }] },
    })
    const session_id = '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0'
    expect(await harness.send('POST', '/v2/room_compositions', { session_id })).toMatchObject({
      status: 422,
      body: { errors: [{ source: { pointer: '/session_id' } }] },
    })
  })

  it('are of the newest session if none is named', async () => {
    const harness = createHarness()
    await endedSession(harness)
    const session_id = await endedSession(harness)
    const { body } = await harness.send('POST', '/v2/room_compositions')
    expect(body.data).toMatchObject({ status: 'enqueued', session_id })
  })

  it('are filtered by status, day and session', async () => {
    const harness = createHarness()
    const session_id = await endedSession(harness)
    await roomCompositions.create(harness.client, { session_id })
    const count = async (filter: roomCompositions.ListInput['filter']) =>
      (await roomCompositions.list(harness.client, { filter })).meta.total_results
    expect(await count({ status: 'enqueued' })).toBe(1)
    expect(await count({ status: 'completed' })).toBe(0)
    expect(await count({ session_id })).toBe(1)
    expect(await count({ date_created_at: { gte: '2999-01-01' } })).toBe(0)
  })

  it('are not completed after they are deleted', async () => {
    const harness = createHarness()
    const { id } = await roomCompositions.create(harness.client, { session_id: await endedSession(harness) })
    await roomCompositions.delete(harness.client, { room_composition_id: id })
    harness.emulator.clock.advance(60)
    expect((await roomCompositions.list(harness.client)).data).toEqual([])
  })

  it('continue after a snapshot is restored', async () => {
    const harness = createHarness()
    await roomCompositions.create(harness.client, { session_id: await endedSession(harness) })
    const other = createHarness()
    other.emulator.restore(await harness.emulator.snapshot())
    other.emulator.clock.advance(60)
    expect((await roomCompositions.list(other.client)).data).toMatchObject([{ status: 'completed' }])
  })
})

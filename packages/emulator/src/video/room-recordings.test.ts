import { roomRecordings, roomSessions, rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../../test/harness.ts'

/** Records two participants, the second one for a minute longer, and ends the session. */
async function recordSession(
  harness: Harness,
): Promise<{ readonly session_id: string; readonly participantIds: readonly string[] }> {
  const { id } = await rooms.create(harness.client, { enable_recording: true })
  const { token: client_token } = await rooms.createJoinToken(harness.client, { room_id: id })
  const ann = await harness.emulator.join(id, { client_token })
  const ben = await harness.emulator.join(id, { client_token })
  harness.emulator.clock.advance(30)
  harness.emulator.leave(ann.id)
  harness.emulator.clock.advance(60)
  await roomSessions.end(harness.client, { room_session_id: ann.session_id ?? '' })
  return { session_id: ann.session_id ?? '', participantIds: [ann.id, ben.id] }
}

describe('recordings', () => {
  it('contain the audio and video of each participant, and are completed 5 s after they left', async () => {
    const harness = createHarness()
    const { session_id, participantIds } = await recordSession(harness)
    const list = async () => (await roomRecordings.list(harness.client, { filter: { session_id } })).data
    const ofBen = (await list()).filter(({ participant_id }) => participant_id === participantIds[1])
    expect(
      ofBen.map(({ type, status, codec, duration_secs }) => [type, status, codec, duration_secs]),
    ).toEqual([
      ['audio', 'processing', 'opus', 90],
      ['video', 'processing', 'vp8', 90],
    ])
    harness.emulator.clock.advance(5)
    const [completed] = await list()
    expect(completed).toMatchObject({
      status: 'completed',
      record_type: 'room_recording',
      size_mb: expect.any(Number),
      completed_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
    })
  })

  it('are not created in a room without enable_recording', async () => {
    const harness = createHarness()
    await harness.roomWith('Ann')
    expect((await roomRecordings.list(harness.client)).data).toEqual([])
  })

  it('are completed at their own time, however far the clock advances', async () => {
    const harness = createHarness()
    await recordSession(harness)
    harness.emulator.clock.advance(86_400)
    const { data } = await roomRecordings.list(harness.client)
    for (const { ended_at, completed_at } of data) {
      expect(Date.parse(completed_at ?? '') - Date.parse(ended_at ?? '')).toBe(5000)
    }
  })

  it('can be downloaded for an hour, as playable files and in ranges', async () => {
    const harness = createHarness()
    await recordSession(harness)
    harness.emulator.clock.advance(5)
    const { data } = await roomRecordings.list(harness.client, { filter: { type: 'video' } })
    const link = data[0]?.download_url ?? ''
    const whole = await harness.emulator.fetch(link)
    expect(whole.headers.get('content-type')).toBe('video/webm')
    const bytes = new Uint8Array(await whole.arrayBuffer())
    // EBML's magic number.
    expect([...bytes.slice(0, 4)]).toEqual([0x1a, 0x45, 0xdf, 0xa3])
    const part = await harness.emulator.fetch(link, { headers: { range: 'bytes=4-7' } })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe(`bytes 4-7/${bytes.length}`)
    expect([...new Uint8Array(await part.arrayBuffer())]).toEqual([...bytes.slice(4, 8)])
    expect(
      (await harness.emulator.fetch(link, { headers: { range: 'bytes=-4' } })).headers.get('content-range'),
    ).toBe(`bytes ${bytes.length - 4}-${bytes.length - 1}/${bytes.length}`)
    expect(
      (await harness.emulator.fetch(link, { headers: { range: `bytes=${bytes.length}-` } })).status,
    ).toBe(416)
    harness.emulator.clock.advance(3599)
    expect((await harness.emulator.fetch(link)).status).toBe(200)
    harness.emulator.clock.advance(1)
    expect((await harness.emulator.fetch(link)).status).toBe(403)
  })

  it('cannot be downloaded by an unknown link', async () => {
    const harness = createHarness()
    expect(await harness.send('GET', '/files/0123456789abcdef')).toMatchObject({
      status: 403,
      body: { errors: [{}] },
    })
  })

  it('are filtered by every field', async () => {
    const harness = createHarness()
    const { session_id, participantIds } = await recordSession(harness)
    harness.emulator.clock.advance(5)
    const { data } = await roomRecordings.list(harness.client)
    const { room_id = '', started_at } = data[0] ?? {}
    const day = started_at?.slice(0, 10) ?? ''
    const other = '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0'
    for (const [filter, count] of [
      [{ session_id }, 4],
      [{ session_id: other }, 0],
      [{ room_id: room_id ?? '' }, 4],
      [{ room_id: other }, 0],
      [{ participant_id: participantIds[0] }, 2],
      [{ type: 'audio' }, 2],
      [{ status: 'processing' }, 0],
      [{ duration_secs: 31 }, 2],
      [{ duration_secs: { lte: 30 } }, 2],
      [{ duration_secs: { eq: 90, gte: 1 } }, 2],
      [{ date_started_at: { eq: day } }, 4],
      [{ date_ended_at: { lte: '2001-01-01' } }, 0],
      [{ type: 'audio', participant_id: participantIds[0] }, 1],
    ] as const) {
      expect([filter, (await roomRecordings.list(harness.client, { filter })).data.length]).toEqual([
        filter,
        count,
      ])
    }
  })

  it('can be deleted one by one and in bulk, even while they are processed', async () => {
    const harness = createHarness()
    const { session_id } = await recordSession(harness)
    const { data } = await roomRecordings.list(harness.client)
    await roomRecordings.delete(harness.client, { room_recording_id: data[0]?.id ?? '' })
    await expect(
      roomRecordings.retrieve(harness.client, { room_recording_id: data[0]?.id ?? '' }),
    ).rejects.toMatchObject({ status: 404, code: '10005' })
    expect(
      await roomRecordings.deleteMany(harness.client, { filter: { session_id, type: 'video' } }),
    ).toEqual({
      room_recordings: 2,
    })
    // Unlike the client, the API deletes all recordings without a confirmation.
    expect(await harness.send('DELETE', '/v2/room_recordings')).toMatchObject({
      status: 201,
      body: { data: { room_recordings: 1 } },
    })
    harness.emulator.clock.advance(60)
    expect((await roomRecordings.list(harness.client)).data).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { fieldDifferences } from './api-description.ts'
import { createHarness } from './harness.ts'

// The harness compares every response of every test with the description: no field may be extra, and none may
// be missing in TeXML. These tests create the resources of Video in which every described field has a value.

const url = 'http://127.0.0.1:9/'

/** Creates an emulator with a session that is over, and one that is not, and collects missing fields. */
async function createVideoHarness() {
  const harness = createHarness()
  const missingFields = async (path: string) => {
    const { status, body } = await harness.send('GET', `/v2${path}`)
    return fieldDifferences('GET', path.split('?', 1)[0] ?? '', status, body).missing
  }
  const webhook = {
    webhook_event_url: url,
    webhook_event_failover_url: `${url}failover`,
    webhook_timeout_secs: 5,
  }
  const room = { unique_name: 'all', enable_recording: true, max_participants: 4, ...webhook }
  const { id } = (await harness.send('POST', '/v2/rooms', room)).body.data
  const path = `/v2/rooms/${id}/actions/generate_join_client_token`
  const { token } = (await harness.send('POST', path)).body.data
  const person = await harness.emulator.join(id, { client_token: token, context: 'Ann' })
  return { ...harness, missingFields, webhook, room: id as string, person }
}

describe('resources of Video', () => {
  it('have every described field while a session is active', async () => {
    const harness = await createVideoHarness()
    expect(await harness.missingFields('/rooms?include_sessions=true')).toEqual([
      'GET /rooms.data.sessions.ended_at',
    ])
    expect(await harness.missingFields(`/rooms/${harness.room}?include_sessions=true`)).toEqual([
      'GET /rooms/{room_id}.data.sessions.ended_at',
    ])
  })

  it('have every described field after a session ended', async () => {
    const harness = await createVideoHarness()
    harness.emulator.leave(harness.person.id)
    const session_id = harness.person.session_id ?? ''
    const [recording] = (await harness.send('GET', '/v2/room_recordings')).body.data
    const video_layout = { grid: { video_sources: [recording.id] } }
    const input = { session_id, video_layout, ...harness.webhook }
    const composition = (await harness.send('POST', '/v2/room_compositions', input)).body.data.id
    await harness.emulator.clock.advance(60)
    for (const path of [
      '/room_sessions?include_participants=true',
      `/room_sessions/${session_id}?include_participants=true`,
      `/room_sessions/${session_id}/participants`,
      `/rooms/${harness.room}/sessions?include_participants=true`,
      '/room_participants',
      `/room_participants/${harness.person.id}`,
      '/room_recordings',
      `/room_recordings/${recording.id}`,
    ]) {
      expect(await harness.missingFields(path)).toEqual([])
    }
    // A region has only the fields with which it was created.
    const ofResource = (field: string) => !field.includes('.video_layout.')
    expect((await harness.missingFields('/room_compositions')).filter(ofResource)).toEqual([])
    expect((await harness.missingFields(`/room_compositions/${composition}`)).filter(ofResource)).toEqual([])
  })
})

describe('resources of TeXML', () => {
  const account = '/v2/texml/Accounts/acc'
  const parties = { ApplicationSid: 'app', From: '+13125550001', To: '+13125550002' }
  const place = async (more: object = {}) => {
    const harness = createHarness()
    const { call_sid } = (await harness.send('POST', `${account}/Calls`, { ...parties, ...more })).body
    const show = async () => (await harness.send('GET', `${account}/Calls/${call_sid}`)).body
    return { ...harness, call_sid: call_sid as string, show }
  }

  it('have null instead of a value that does not exist yet', async () => {
    const { show } = await place()
    const unset = ['start_time', 'end_time']
    expect(Object.entries(await show()).flatMap(([name, value]) => (value === null ? name : []))).toEqual(
      unset,
    )
  })

  it('have every described value once a call is over', async () => {
    const { emulator, call_sid, show } = await place({ CallerId: 'Ann', MachineDetection: 'Enable' })
    emulator.play(call_sid, 'answer')
    emulator.play(call_sid, 'hangup')
    const call = await show()
    expect(Object.values(call)).not.toContain(null)
    expect(call).toMatchObject({ answered_by: 'human', price: '0.00', price_unit: 'USD' })
    expect(call).toMatchObject({ from: '+13125550001', from_formatted: '(312) 555-0001' })
  })

  it('have the fields of their own response after a start, a dial or an update', async () => {
    const { emulator, call_sid, send } = await place()
    emulator.play(call_sid, 'answer')
    const at = `${account}/Calls/${call_sid}`
    const siprec = (await send('POST', `${at}/Siprec.json`, {})).body
    expect(siprec).toMatchObject({ error_code: null, track: 'both_tracks', start_time: expect.any(String) })
    const updated = (await send('POST', `${at}/Siprec/${siprec.sid}.json`, {})).body
    expect(updated).toMatchObject({ error_code: null, status: 'in-progress' })
    expect(updated).not.toHaveProperty('track')
    const stream = (await send('POST', `${at}/Streams.json`, {})).body
    expect(stream).toMatchObject({ name: null, status: 'in-progress' })
    const participants = `${account}/Conferences/board/Participants`
    const dialed = (await send('POST', participants, parties)).body
    expect(Object.keys(dialed).filter((name) => /legacy|date|version/.test(name))).toEqual([])
    const shown = (await send('GET', `${participants}/${dialed.call_sid}`)).body
    expect(shown).toMatchObject({
      ...dialed,
      call_sid_legacy: dialed.call_sid,
      coaching_call_sid_legacy: null,
    })
  })
})

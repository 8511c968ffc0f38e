import { createTexml } from '@greenroom/core/texml'
import { rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { createHarness } from '../../test/harness.ts'

async function loadPage(harness: ReturnType<typeof createHarness>, headers: Record<string, string> = {}) {
  const response = await harness.emulator.fetch('http://localhost/', { headers })
  return { response, text: await response.text() }
}

function submit(
  harness: ReturnType<typeof createHarness>,
  action: string,
  form: Record<string, string> = {},
) {
  return harness.emulator.fetch(`http://localhost/inspector/${action}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { accept: 'application/json' },
  })
}

describe('createInspector', () => {
  it('shows rooms, participants, recordings and requests', async () => {
    const harness = createHarness({ seed: 'demo' })
    await rooms.list(harness.client)
    const { response, text } = await loadPage(harness)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    for (const shown of ['Daily standup', 'Kofi', 'Mei', 'Recordings and compositions', '/rooms', 'audio']) {
      expect(text).toContain(shown)
    }
    expect(text).not.toContain('Ines')
  })

  it('escapes names and bodies', async () => {
    const harness = createHarness()
    const unique_name = '<img src=x onerror=alert(1)>"\'&'
    const { id } = await rooms.create(harness.client, { unique_name })
    await submit(harness, 'join', { room_id: id, name: '</section><script>alert(2)</script>' })
    const { text, response } = await loadPage(harness)
    expect(text).not.toContain('<img')
    expect(text).not.toContain('<script>alert')
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('shows no tokens', async () => {
    const harness = createHarness()
    const { id } = await rooms.create(harness.client)
    const { token, refresh_token } = await rooms.createJoinToken(harness.client, { room_id: id })
    await rooms.refreshJoinToken(harness.client, { room_id: id, refresh_token: refresh_token ?? '' })
    const { text } = await loadPage(harness)
    expect(text).not.toContain(token)
    expect(text).not.toContain(refresh_token)
  })

  it('adds and removes participants', async () => {
    const harness = createHarness()
    const { id } = await rooms.create(harness.client)
    expect(await (await submit(harness, 'join', { room_id: id, name: 'Ann' })).json()).toEqual({
      message: 'Ann joined.',
    })
    const { body } = await harness.send('GET', '/v2/room_participants')
    expect(body.data).toMatchObject([{ context: '{"name":"Ann"}' }])
    await submit(harness, 'leave', { participant_id: body.data[0].id })
    expect((await harness.send('GET', `/v2/rooms/${id}`)).body.data).not.toHaveProperty('active_session_id')
  })

  it('shows phone calls and conferences, and plays the remote party', async () => {
    const harness = createHarness()
    const texml = createTexml(harness.client, { accountSid: 'acc' })
    const parties = { ApplicationSid: 'app', From: '+13125550001' }
    const { call_sid } = await texml.conferenceParticipants.create({
      ...parties,
      conference_sid: 'board <b>',
      To: '+13125550002',
      Label: 'Ann',
    })
    for (const shown of ['+13125550001 → +13125550002', 'queued', 'board &lt;b&gt;', 'Ann', 'connecting']) {
      expect((await loadPage(harness)).text).toContain(shown)
    }
    expect(await (await submit(harness, 'call', { call_sid, act: 'answer' })).json()).toEqual({
      message: 'The call to +13125550002 is in-progress.',
    })
    await texml.conferenceParticipants.update({
      conference_sid: 'board <b>',
      call_sid_or_participant_label: 'Ann',
      Hold: true,
    })
    expect((await loadPage(harness)).text).toContain('on hold')
    await submit(harness, 'call', { call_sid, act: 'digits', digits: '42#' })
    expect((await loadPage(harness)).text).toContain('42#')
    expect((await submit(harness, 'call', { call_sid, act: 'ring' })).status).toBe(422)
    await submit(harness, 'call', { call_sid, act: 'hangup' })
    const { text } = await loadPage(harness)
    expect(text).toContain('last-participant-left')
    expect(text).not.toContain(`hangup-${call_sid}`)
  })

  it('shows the document of a call with its running verb, and links to the phone', async () => {
    const harness = createHarness({ clock: 'manual' })
    const texml = '<Response><Say>One</Say><Say>Two</Say></Response>'
    const call = await harness.emulator.phone('+13125550001').call('+13125550002', { texml })
    await call.heard('Two')
    const { text } = await loadPage(harness)
    expect(text).toContain('<li aria-current="step"><pre>&lt;Say&gt;Two')
    expect(text).toContain(`href="/phone?call=${encodeURIComponent(call.sid)}"`)
  })

  it('advances the clock, injects and clears faults, and resets', async () => {
    const harness = createHarness({ now: Date.parse('2026-01-10T12:00:00Z') })
    await submit(harness, 'clock', { advance_secs: '3600' })
    expect(harness.emulator.clock.now()).toBeGreaterThanOrEqual(Date.parse('2026-01-10T13:00:00Z'))
    await submit(harness, 'inject', { fault: '429', times: '3' })
    expect((await harness.send('GET', '/v2/rooms')).status).toBe(429)
    await submit(harness, 'clear')
    expect((await harness.send('GET', '/v2/rooms')).status).toBe(200)
    await submit(harness, 'reset', { seed: 'demo' })
    expect((await harness.send('GET', '/v2/rooms')).body.data).toHaveLength(3)
  })

  it('reports invalid actions, and redirects browsers without JavaScript', async () => {
    const harness = createHarness()
    for (const [action, form, status] of [
      ['join', { room_id: 'nowhere' }, 404],
      ['leave', {}, 404],
      ['call', { act: 'answer', call_sid: 'v3:none' }, 404],
      ['call', { act: 'sing' }, 404],
      ['call', { act: 'digits', digits: 'one' }, 422],
      ['clock', { advance_secs: 'soon' }, 422],
      ['clock', { advance_secs: '1e300' }, 422],
      ['inject', { fault: 'somehow' }, 422],
      ['reset', { seed: 'x' }, 422],
      ['explode', {}, 404],
    ] as const) {
      const response = await submit(harness, action, form)
      expect([action, response.status, await response.json()]).toEqual([
        action,
        status,
        { message: expect.any(String) },
      ])
    }
    const plain = await harness.emulator.fetch('http://localhost/inspector/clear', { method: 'POST' })
    expect([plain.status, plain.headers.get('location')]).toEqual([303, '/'])
  })

  it('rejects requests of other machines', async () => {
    const harness = createHarness()
    expect((await loadPage(harness, { host: 'evil.example' })).response.status).toBe(403)
    const foreign = await harness.emulator.fetch('http://localhost/inspector/reset', {
      method: 'POST',
      body: new URLSearchParams({ seed: 'empty' }),
      headers: { origin: 'https://evil.example' },
    })
    expect(foreign.status).toBe(403)
  })
})

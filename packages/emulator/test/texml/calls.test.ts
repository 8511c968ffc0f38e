import { findRecentCall } from '@greenroom/core/texml'
import { describe, expect, it } from 'vitest'
import { accountSid, allEvents, createTexmlHarness, type Form, parties, url } from './texml-harness.ts'

describe('TeXML call', () => {
  it('goes from queued to completed and sends each requested callback in order', async () => {
    const harness = createTexmlHarness()
    const sid = await harness.place(allEvents)
    await harness.play(sid, 'ring')
    await harness.play(sid, 'answer')
    harness.emulator.clock.advance(42)
    await harness.play(sid, 'hangup')
    expect(harness.statuses()).toEqual(['initiated', 'ringing', 'in-progress', 'completed'])
    expect(harness.forms.map(({ fields }) => fields['SequenceNumber'])).toEqual(['0', '1', '2', '3'])
    expect(harness.forms.at(-1)).toMatchObject({
      method: 'POST',
      fields: {
        AccountSid: accountSid,
        CallSid: sid,
        CallDuration: '42',
        From: parties.From,
        To: parties.To,
      },
    })
    expect(await harness.texml.calls.retrieve({ call_sid: sid })).toMatchObject({
      status: 'completed',
      duration: '42',
    })
  })

  it('sends only the final callback by default, with the requested method', async () => {
    const harness = createTexmlHarness()
    const sid = await harness.place({ StatusCallback: url, StatusCallbackMethod: 'GET' })
    await harness.play(sid, 'answer')
    await harness.play(sid, 'hangup')
    expect(harness.forms).toMatchObject([{ method: 'GET', url, fields: { CallStatus: 'completed' } }])
  })

  it.each(['busy', 'no-answer'])('ends as %s when the remote party does', async (action) => {
    const harness = createTexmlHarness()
    const sid = await harness.place(allEvents)
    await harness.play(sid, action)
    expect(harness.statuses().at(-1)).toBe(action)
    expect((await harness.texml.calls.list({ Status: action as 'busy' })).data).toMatchObject([{ sid }])
  })

  it('ends after its ring timeout or its time limit', async () => {
    const harness = createTexmlHarness()
    const unanswered = await harness.place({ Timeout: 10 })
    const endless = await harness.place({ TimeLimit: 60 })
    await harness.play(endless, 'answer')
    harness.emulator.clock.advance(11)
    expect((await harness.texml.calls.retrieve({ call_sid: unanswered })).status).toBe('no-answer')
    harness.emulator.clock.advance(60)
    expect((await harness.texml.calls.retrieve({ call_sid: endless })).status).toBe('completed')
  })

  it('is answered automatically with autoAnswer', async () => {
    const harness = createTexmlHarness(undefined, { autoAnswer: true })
    const sid = await harness.place(allEvents)
    harness.emulator.clock.advance(5)
    await harness.emulator.webhooks.settled()
    expect(harness.statuses()).toEqual(['initiated', 'ringing', 'in-progress'])
    expect((await harness.texml.calls.update({ call_sid: sid, Status: 'completed' })).status).toBe(
      'completed',
    )
  })

  it('is canceled when it is ended before it was answered', async () => {
    const harness = createTexmlHarness()
    const sid = await harness.place()
    expect((await harness.texml.calls.update({ call_sid: sid, Status: 'completed' })).status).toBe('canceled')
  })

  it('fetches its instructions when it is answered and adds them to its timeline', async () => {
    const document = '<Response><Say>Hello</Say></Response>'
    const harness = createTexmlHarness(() => new Response(document))
    const sid = await harness.place({ Url: 'http://localhost:9/hello.xml' })
    const { body } = await harness.play(sid, 'answer')
    expect(body.status).toBe('in-progress')
    expect(harness.forms).toMatchObject([{ url: 'http://localhost:9/hello.xml', fields: { CallSid: sid } }])
    const { data } = (await harness.send('GET', '/_emulator/calls')).body
    expect(data[0].timeline).toContainEqual({
      at: expect.any(String),
      what: 'instructions',
      detail: document,
    })
  })

  it('falls back to the other address and fails if neither responds', async () => {
    const failing = (form: Form) => new Response(null, { status: form.url.endsWith('/fallback') ? 200 : 500 })
    const harness = createTexmlHarness(failing)
    const sid = await harness.place({
      Url: 'http://localhost:9/first',
      FallbackUrl: 'http://localhost:9/fallback',
    })
    await harness.play(sid, 'answer')
    expect(harness.forms.map((form) => form.url)).toEqual([
      'http://localhost:9/first',
      'http://localhost:9/fallback',
    ])
    const lost = await harness.place({ Url: 'http://localhost:9/first' })
    await harness.play(lost, 'answer')
    expect((await harness.texml.calls.retrieve({ call_sid: lost })).status).toBe('failed')
  })

  it('fails with instructions that are not well-formed XML and reports why', async () => {
    const harness = createTexmlHarness()
    const sid = await harness.place({ Texml: '<Response><Say>Hello</Response>', ...allEvents })
    await harness.play(sid, 'answer')
    expect(harness.statuses()).toEqual(['initiated', 'in-progress', 'failed'])
    const { data } = (await harness.send('GET', '/_emulator/calls')).body
    expect(data[0].timeline.at(-1).detail).toContain('not well-formed XML')
  })

  it('follows its instructions', async () => {
    const harness = createTexmlHarness()
    const hungUp = await harness.place({ Texml: '<Response><Hangup/></Response>' })
    await harness.play(hungUp, 'answer')
    expect((await harness.texml.calls.retrieve({ call_sid: hungUp })).status).toBe('completed')
    const sid = await harness.place({
      Texml: '<Response><Dial><Conference>lobby</Conference></Dial></Response>',
    })
    await harness.play(sid, 'answer')
    expect((await harness.texml.conferences.list({ FriendlyName: 'lobby' })).data).toMatchObject([
      { status: 'in-progress' },
    ])
  })

  it('accepts digits after it was answered and rejects impossible actions', async () => {
    const harness = createTexmlHarness()
    const sid = await harness.place()
    expect((await harness.play(sid, 'digits', { digits: '1#' })).status).toBe(422)
    await harness.play(sid, 'answer')
    expect((await harness.play(sid, 'digits', { digits: '1#' })).body.timeline.at(-1)).toMatchObject({
      detail: '1#',
    })
    expect((await harness.play(sid, 'ring')).status).toBe(422)
    await harness.play(sid, 'hangup')
    expect((await harness.play(sid, 'answer')).status).toBe(422)
    expect((await harness.play('v3:none', 'answer')).status).toBe(404)
    expect((await harness.play(sid, 'sing')).status).toBe(404)
  })

  it('can be played in process', async () => {
    const harness = createTexmlHarness()
    const sid = await harness.place()
    harness.emulator.play(sid, 'answer')
    harness.emulator.play(sid, 'digits', '42#')
    expect(() => harness.emulator.play(sid, 'digits', 'one')).toThrow('The action digits is not possible')
    expect(harness.emulator.play(sid, 'hangup')).toMatchObject({ sid, to: parties.To, status: 'completed' })
    const whats = harness.emulator.calls()[0]?.timeline.map(({ what }) => what)
    expect(whats).toEqual(['queued', 'initiated', 'in-progress', 'digits', 'completed'])
  })

  it('is found by its parties after its outcome was unknown', async () => {
    const harness = createTexmlHarness()
    const since = new Date(harness.emulator.clock.now())
    harness.emulator.faults.add([{ path: '/texml', status: 500, when: 'after' }])
    await expect(harness.place()).rejects.toMatchObject({ outcome: 'unknown' })
    const { From, To } = parties
    expect(await findRecentCall(harness.client, { account_sid: accountSid, From, To, since })).toMatchObject({
      to: To,
    })
  })

  it('can be ended again when it is over but accepts no new instructions', async () => {
    const harness = createTexmlHarness()
    const call_sid = await harness.place()
    await harness.play(call_sid, 'busy')
    expect(await harness.texml.calls.update({ call_sid, Status: 'completed' })).toMatchObject({
      status: 'busy',
    })
    await expect(harness.texml.calls.update({ call_sid, Texml: '<Response/>' })).rejects.toMatchObject({
      status: 422,
      code: '90018',
    })
    expect(harness.emulator.calls()[0]?.timeline.map(({ what }) => what)).not.toContain('redirected')
  })

  it('reports who answered in a callback and in the request for instructions', async () => {
    const harness = createTexmlHarness(() => new Response('<Response/>'))
    const amd = `${url}/amd`
    const detection = { MachineDetection: 'Enable', Url: `${url}/voice`, AsyncAmdStatusCallback: amd }
    const call_sid = await harness.place({ ...detection, AsyncAmd: true })
    expect((await harness.texml.calls.retrieve({ call_sid })).answered_by).toBeUndefined()
    await harness.play(call_sid, 'answer')
    expect((await harness.texml.calls.retrieve({ call_sid })).answered_by).toBe('human')
    const received = harness.forms.filter((form) => form.url === amd)
    expect(received).toMatchObject([{ fields: { CallSid: call_sid, AnsweredBy: 'human' } }])
    expect(received[0]?.fields['MachineDetectionDuration']).toMatch(/^\d+$/)

    await harness.play(await harness.place(detection), 'answer')
    await harness.play(
      await harness.place({ ...detection, AsyncAmd: true, MachineDetection: 'Disable' }),
      'answer',
    )
    expect(harness.forms.filter((form) => form.url === amd)).toHaveLength(1)
    const requests = harness.forms.filter((form) => form.url === `${url}/voice`)
    expect(requests.map(({ fields }) => fields['AnsweredBy'])).toEqual(['human', 'human', undefined])
  })

  it.each([
    ['machine', 'Enable', 'machine_start', 'machine'],
    ['machine', 'DetectMessageEnd', 'machine_end_beep', 'machine'],
    ['fax', 'Enable', 'fax', 'not_sure'],
  ])('reports a %s with %s before it requests the document', async (by, mode, party, shown) => {
    const harness = createTexmlHarness(() => new Response('<Response/>'))
    const call_sid = await harness.place({
      MachineDetection: mode,
      Url: `${url}/voice`,
      StatusCallback: `${url}/status`,
      StatusCallbackEvent: 'answered',
    })
    await harness.play(call_sid, 'answer', { by })
    expect(harness.forms).toMatchObject([
      { url: `${url}/status`, fields: { CallStatus: 'in-progress' } },
      { url: `${url}/status`, fields: { AnsweredBy: party, MachineDetectionDuration: '500' } },
      { url: `${url}/voice`, fields: { AnsweredBy: party } },
    ])
    expect((await harness.texml.calls.retrieve({ call_sid })).answered_by).toBe(shown)
  })
})

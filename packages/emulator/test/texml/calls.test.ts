import { findRecentCall } from '@greenroom/core/texml'
import { describe, expect, it } from 'vitest'
import { accountSid, allEvents, type Form, line, texmlHarness, url } from './texml-harness.ts'

describe('TeXML call', () => {
  it('goes from queued to completed and sends each requested callback in order', async () => {
    const x = texmlHarness()
    const sid = await x.place(allEvents)
    await x.play(sid, 'ring')
    await x.play(sid, 'answer')
    x.emulator.clock.advance(42)
    await x.play(sid, 'hangup')
    expect(x.statuses()).toEqual(['initiated', 'ringing', 'in-progress', 'completed'])
    expect(x.forms.map(({ fields }) => fields['SequenceNumber'])).toEqual(['0', '1', '2', '3'])
    expect(x.forms.at(-1)).toMatchObject({
      method: 'POST',
      fields: { AccountSid: accountSid, CallSid: sid, CallDuration: '42', From: line.From, To: line.To },
    })
    expect(await x.texml.calls.retrieve({ call_sid: sid })).toMatchObject({
      status: 'completed',
      duration: '42',
    })
  })

  it('sends only the final callback by default, with the requested method', async () => {
    const x = texmlHarness()
    const sid = await x.place({ StatusCallback: url, StatusCallbackMethod: 'GET' })
    await x.play(sid, 'answer')
    await x.play(sid, 'hangup')
    expect(x.forms).toMatchObject([{ method: 'GET', url, fields: { CallStatus: 'completed' } }])
  })

  it.each(['busy', 'no-answer'])('ends as %s when the remote party does', async (action) => {
    const x = texmlHarness()
    const sid = await x.place(allEvents)
    await x.play(sid, action)
    expect(x.statuses().at(-1)).toBe(action)
    expect((await x.texml.calls.list({ Status: action as 'busy' })).data).toMatchObject([{ sid }])
  })

  it('ends after its ring timeout or its time limit', async () => {
    const x = texmlHarness()
    const unanswered = await x.place({ Timeout: 10 })
    const endless = await x.place({ TimeLimit: 60 })
    await x.play(endless, 'answer')
    x.emulator.clock.advance(11)
    expect((await x.texml.calls.retrieve({ call_sid: unanswered })).status).toBe('no-answer')
    x.emulator.clock.advance(60)
    expect((await x.texml.calls.retrieve({ call_sid: endless })).status).toBe('completed')
  })

  it('is answered automatically with autoAnswer', async () => {
    const x = texmlHarness(undefined, { autoAnswer: true })
    const sid = await x.place(allEvents)
    x.emulator.clock.advance(5)
    await x.emulator.webhooks.settled()
    expect(x.statuses()).toEqual(['initiated', 'ringing', 'in-progress'])
    expect((await x.texml.calls.update({ call_sid: sid, Status: 'completed' })).status).toBe('completed')
  })

  it('is canceled when it is ended before it was answered', async () => {
    const x = texmlHarness()
    const sid = await x.place()
    expect((await x.texml.calls.update({ call_sid: sid, Status: 'completed' })).status).toBe('canceled')
  })

  it('fetches its instructions when it is answered and adds them to its timeline', async () => {
    const document = '<Response><Say>Hello</Say></Response>'
    const x = texmlHarness(() => new Response(document))
    const sid = await x.place({ Url: 'http://localhost:9/hello.xml' })
    const { body } = await x.play(sid, 'answer')
    expect(body.status).toBe('in-progress')
    expect(x.forms).toMatchObject([{ url: 'http://localhost:9/hello.xml', fields: { CallSid: sid } }])
    const { data } = (await x.send('GET', '/_emulator/calls')).body
    expect(data[0].timeline).toContainEqual({
      at: expect.any(String),
      what: 'instructions',
      detail: document,
    })
  })

  it('falls back to the other address and fails if neither responds', async () => {
    const failing = (form: Form) => new Response(null, { status: form.url.endsWith('/fallback') ? 200 : 500 })
    const x = texmlHarness(failing)
    const sid = await x.place({ Url: 'http://localhost:9/first', FallbackUrl: 'http://localhost:9/fallback' })
    await x.play(sid, 'answer')
    expect(x.forms.map((form) => form.url)).toEqual([
      'http://localhost:9/first',
      'http://localhost:9/fallback',
    ])
    const lost = await x.place({ Url: 'http://localhost:9/first' })
    await x.play(lost, 'answer')
    expect((await x.texml.calls.retrieve({ call_sid: lost })).status).toBe('failed')
  })

  it('fails with instructions that are not well-formed XML and reports why', async () => {
    const x = texmlHarness()
    const sid = await x.place({ Texml: '<Response><Say>Hello</Response>', ...allEvents })
    await x.play(sid, 'answer')
    expect(x.statuses()).toEqual(['initiated', 'in-progress', 'failed'])
    const { data } = (await x.send('GET', '/_emulator/calls')).body
    expect(data[0].timeline.at(-1).detail).toContain('not well-formed XML')
  })

  it('follows its instructions', async () => {
    const x = texmlHarness()
    const hungUp = await x.place({ Texml: '<Response><Hangup/></Response>' })
    await x.play(hungUp, 'answer')
    expect((await x.texml.calls.retrieve({ call_sid: hungUp })).status).toBe('completed')
    const sid = await x.place({ Texml: '<Response><Dial><Conference>lobby</Conference></Dial></Response>' })
    await x.play(sid, 'answer')
    expect((await x.texml.conferences.list({ FriendlyName: 'lobby' })).data).toMatchObject([
      { status: 'in-progress' },
    ])
  })

  it('accepts digits after it was answered and rejects impossible actions', async () => {
    const x = texmlHarness()
    const sid = await x.place()
    expect((await x.play(sid, 'digits', { digits: '1#' })).status).toBe(422)
    await x.play(sid, 'answer')
    expect((await x.play(sid, 'digits', { digits: '1#' })).body.timeline.at(-1)).toMatchObject({
      detail: '1#',
    })
    expect((await x.play(sid, 'ring')).status).toBe(422)
    await x.play(sid, 'hangup')
    expect((await x.play(sid, 'answer')).status).toBe(422)
    expect((await x.play('v3:none', 'answer')).status).toBe(404)
    expect((await x.play(sid, 'sing')).status).toBe(404)
  })

  it('can be played in process', async () => {
    const x = texmlHarness()
    const sid = await x.place()
    x.emulator.play(sid, 'answer')
    x.emulator.play(sid, 'digits', '42#')
    expect(() => x.emulator.play(sid, 'digits', 'one')).toThrow('The action digits is not possible')
    expect(x.emulator.play(sid, 'hangup')).toMatchObject({ sid, to: line.To, status: 'completed' })
    const whats = x.emulator.calls()[0]?.timeline.map(({ what }) => what)
    expect(whats).toEqual(['queued', 'initiated', 'in-progress', 'digits', 'completed'])
  })

  it('is found by its parties after its outcome was unknown', async () => {
    const x = texmlHarness()
    const since = new Date(x.emulator.clock.now())
    x.emulator.faults.add([{ path: '/texml', status: 500, when: 'after' }])
    await expect(x.place()).rejects.toMatchObject({ outcome: 'unknown' })
    const { From, To } = line
    expect(await findRecentCall(x.client, { account_sid: accountSid, From, To, since })).toMatchObject({
      to: To,
    })
  })

  it('can be ended again when it is over but accepts no new instructions', async () => {
    const x = texmlHarness()
    const call_sid = await x.place()
    await x.play(call_sid, 'busy')
    expect(await x.texml.calls.update({ call_sid, Status: 'completed' })).toMatchObject({ status: 'busy' })
    await expect(x.texml.calls.update({ call_sid, Texml: '<Response/>' })).rejects.toMatchObject({
      status: 422,
      code: '90018',
    })
    expect(x.emulator.calls()[0]?.timeline.map(({ what }) => what)).not.toContain('redirected')
  })

  it('reports who answered in a callback and in the request for instructions', async () => {
    const x = texmlHarness(() => new Response('<Response/>'))
    const amd = `${url}/amd`
    const detection = { MachineDetection: 'Enable', Url: `${url}/voice`, AsyncAmdStatusCallback: amd }
    const call_sid = await x.place({ ...detection, AsyncAmd: true })
    expect((await x.texml.calls.retrieve({ call_sid })).answered_by).toBeUndefined()
    await x.play(call_sid, 'answer')
    expect((await x.texml.calls.retrieve({ call_sid })).answered_by).toBe('human')
    const received = x.forms.filter((form) => form.url === amd)
    expect(received).toMatchObject([{ fields: { CallSid: call_sid, AnsweredBy: 'human' } }])
    expect(received[0]?.fields['MachineDetectionDuration']).toMatch(/^\d+$/)

    await x.play(await x.place(detection), 'answer')
    await x.play(await x.place({ ...detection, AsyncAmd: true, MachineDetection: 'Disable' }), 'answer')
    expect(x.forms.filter((form) => form.url === amd)).toHaveLength(1)
    const requests = x.forms.filter((form) => form.url === `${url}/voice`)
    expect(requests.map(({ fields }) => fields['AnsweredBy'])).toEqual(['human', 'human', undefined])
  })
})

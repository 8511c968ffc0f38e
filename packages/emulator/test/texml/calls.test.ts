import { findRecentCall } from '@greenroom/core/texml'
import { describe, expect, it } from 'vitest'
import { accountSid, allEvents, exchange, type Form, line, url } from './exchange.ts'

describe('a call', () => {
  it('goes from queued to completed, and tells of each step it was asked to, signed and in order', async () => {
    const x = exchange()
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

  it('tells of its end alone unless asked for more, by the method asked for', async () => {
    const x = exchange()
    const sid = await x.place({ StatusCallback: url, StatusCallbackMethod: 'GET' })
    await x.play(sid, 'answer')
    await x.play(sid, 'hangup')
    expect(x.forms).toMatchObject([{ method: 'GET', url, fields: { CallStatus: 'completed' } }])
  })

  it.each(['busy', 'no-answer'])('ends as %s when the other end is', async (action) => {
    const x = exchange()
    const sid = await x.place(allEvents)
    await x.play(sid, action)
    expect(x.statuses().at(-1)).toBe(action)
    expect((await x.texml.calls.list({ Status: action as 'busy' })).data).toMatchObject([{ sid }])
  })

  it('is not answered after its timeout, and is over after its time limit', async () => {
    const x = exchange()
    const unanswered = await x.place({ Timeout: 10 })
    const endless = await x.place({ TimeLimit: 60 })
    await x.play(endless, 'answer')
    x.emulator.clock.advance(11)
    expect((await x.texml.calls.retrieve({ call_sid: unanswered })).status).toBe('no-answer')
    x.emulator.clock.advance(60)
    expect((await x.texml.calls.retrieve({ call_sid: endless })).status).toBe('completed')
  })

  it('answers by itself where the emulator was told so', async () => {
    const x = exchange(undefined, { autoAnswer: true })
    const sid = await x.place(allEvents)
    x.emulator.clock.advance(5)
    await x.emulator.webhooks.settled()
    expect(x.statuses()).toEqual(['initiated', 'ringing', 'in-progress'])
    expect((await x.texml.calls.update({ call_sid: sid, Status: 'completed' })).status).toBe('completed')
  })

  it('is canceled when it is ended before its answer', async () => {
    const x = exchange()
    const sid = await x.place()
    expect((await x.texml.calls.update({ call_sid: sid, Status: 'completed' })).status).toBe('canceled')
  })

  it('fetches its instructions on answer, and keeps them', async () => {
    const document = '<Response><Say>Hello</Say></Response>'
    const x = exchange(() => new Response(document))
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

  it('falls back to the other address, and fails when neither answers', async () => {
    const failing = (form: Form) => new Response(null, { status: form.url.endsWith('/spare') ? 200 : 500 })
    const x = exchange(failing)
    const sid = await x.place({ Url: 'http://localhost:9/first', FallbackUrl: 'http://localhost:9/spare' })
    await x.play(sid, 'answer')
    expect(x.forms.map((form) => form.url)).toEqual(['http://localhost:9/first', 'http://localhost:9/spare'])
    const lost = await x.place({ Url: 'http://localhost:9/first' })
    await x.play(lost, 'answer')
    expect((await x.texml.calls.retrieve({ call_sid: lost })).status).toBe('failed')
  })

  it('fails with instructions that are no well-formed XML, and says why', async () => {
    const x = exchange()
    const sid = await x.place({ Texml: '<Response><Say>Hello</Response>', ...allEvents })
    await x.play(sid, 'answer')
    expect(x.statuses()).toEqual(['initiated', 'in-progress', 'failed'])
    const { data } = (await x.send('GET', '/_emulator/calls')).body
    expect(data[0].timeline.at(-1).detail).toContain('not well-formed XML')
  })

  it('goes where its instructions send it', async () => {
    const x = exchange()
    const gone = await x.place({ Texml: '<Response><Hangup/></Response>' })
    await x.play(gone, 'answer')
    expect((await x.texml.calls.retrieve({ call_sid: gone })).status).toBe('completed')
    const sid = await x.place({ Texml: '<Response><Dial><Conference>lobby</Conference></Dial></Response>' })
    await x.play(sid, 'answer')
    expect((await x.texml.conferences.list({ FriendlyName: 'lobby' })).data).toMatchObject([
      { status: 'in-progress' },
    ])
  })

  it('takes digits while it is talked in, and nothing that cannot happen', async () => {
    const x = exchange()
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

  it('is played in process as well', async () => {
    const x = exchange()
    const sid = await x.place()
    x.emulator.play(sid, 'answer')
    x.emulator.play(sid, 'digits', '42#')
    expect(() => x.emulator.play(sid, 'digits', 'one')).toThrow('The action digits is not possible')
    expect(x.emulator.play(sid, 'hangup')).toMatchObject({ sid, to: line.To, status: 'completed' })
    const whats = x.emulator.calls()[0]?.timeline.map(({ what }) => what)
    expect(whats).toEqual(['queued', 'initiated', 'in-progress', 'digits', 'completed'])
  })

  it('is found by who called whom, after nobody knows what became of it', async () => {
    const x = exchange()
    const since = new Date(x.emulator.clock.now())
    x.emulator.faults.add([{ path: '/texml', status: 500, when: 'after' }])
    await expect(x.place()).rejects.toMatchObject({ outcome: 'unknown' })
    const { From, To } = line
    expect(await findRecentCall(x.client, { account_sid: accountSid, From, To, since })).toMatchObject({
      to: To,
    })
  })

  it('that is over is ended once more without harm, and given no new instructions', async () => {
    const x = exchange()
    const call_sid = await x.place()
    await x.play(call_sid, 'busy')
    expect(await x.texml.calls.update({ call_sid, Status: 'completed' })).toMatchObject({ status: 'busy' })
    await expect(x.texml.calls.update({ call_sid, Texml: '<Response/>' })).rejects.toMatchObject({
      status: 422,
      code: '90018',
    })
    expect(x.emulator.calls()[0]?.timeline.map(({ what }) => what)).not.toContain('redirected')
  })

  it('tells who answered where that is looked for: a callback, or with the request for instructions', async () => {
    const x = exchange(() => new Response('<Response/>'))
    const amd = `${url}/amd`
    const looking = { MachineDetection: 'Enable', Url: `${url}/voice`, AsyncAmdStatusCallback: amd }
    const call_sid = await x.place({ ...looking, AsyncAmd: true })
    expect((await x.texml.calls.retrieve({ call_sid })).answered_by).toBeUndefined()
    await x.play(call_sid, 'answer')
    expect((await x.texml.calls.retrieve({ call_sid })).answered_by).toBe('human')
    const told = x.forms.filter((form) => form.url === amd)
    expect(told).toMatchObject([{ fields: { CallSid: call_sid, AnsweredBy: 'human' } }])
    expect(told[0]?.fields['MachineDetectionDuration']).toMatch(/^\d+$/)

    await x.play(await x.place(looking), 'answer')
    await x.play(await x.place({ ...looking, AsyncAmd: true, MachineDetection: 'Disable' }), 'answer')
    expect(x.forms.filter((form) => form.url === amd)).toHaveLength(1)
    const asked = x.forms.filter((form) => form.url === `${url}/voice`)
    expect(asked.map(({ fields }) => fields['AnsweredBy'])).toEqual(['human', 'human', undefined])
  })
})

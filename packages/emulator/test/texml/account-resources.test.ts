import { paginate } from '@greenroom/core'
import { describe, expect, it } from 'vitest'
import { accountSid, createTexmlHarness, url } from './texml-harness.ts'

describe('TeXML lists', () => {
  it('pages by tokens and contains only the account’s items', async () => {
    const harness = createTexmlHarness()
    for (const FriendlyName of ['a', 'b', 'c', 'd', 'e']) await harness.texml.queues.create({ FriendlyName })
    const sids: string[] = []
    for await (const { sid } of paginate(harness.texml.queues.list, { PageSize: 2 })) sids.push(sid)
    expect(sids).toEqual(['e', 'd', 'c', 'b', 'a'])
    expect((await harness.texml.queues.list({ account_sid: 'another' })).data).toEqual([])
    expect(await harness.texml.queues.update({ queue_sid: 'a', MaxSize: 7 })).toMatchObject({ max_size: 7 })
    await harness.texml.queues.delete({ queue_sid: 'a' })
    await expect(harness.texml.queues.retrieve({ queue_sid: 'a' })).rejects.toMatchObject({ status: 404 })
  })

  it('returns the URI of the previous page only for recordings and transcriptions', async () => {
    const harness = createTexmlHarness()
    const call_sid = await harness.place()
    await harness.play(call_sid, 'answer')
    for (let i = 0; i < 3; i++) await harness.texml.callRecordings.start({ call_sid })
    const first = await harness.texml.recordings.list({ PageSize: 2 })
    expect(first.meta.previous_page_uri).toBeUndefined()
    const next = await harness.send('GET', first.meta.next_page_uri ?? '')
    expect(next.body).toMatchObject({ page: 1, recordings: [{}], previous_page_uri: first.meta.uri })
    const ofCalls = await harness.texml.calls.list({ PageSize: 1, Page: 1 })
    expect(ofCalls.meta.previous_page_uri).toBeUndefined()
  })
})

describe('TeXML paths and queries', () => {
  it('serves a resource at the URI that it returns', async () => {
    const harness = createTexmlHarness()
    const call_sid = await harness.place()
    const { uri } = await harness.texml.calls.retrieve({ call_sid })
    const { status, body } = await harness.send('GET', uri ?? '')
    expect([status, body]).toMatchObject([200, { sid: call_sid }])
  })

  it.each([
    ['/Calls?PageToken=garbage', 400],
    ['/Calls?StartTime%3E=yesterday', 422],
    ['/Conferences?DateCreated=%3E%3D2026', 422],
    ['/Conferences?DateCreated=%3E%3D2026-05-22', 200],
    ['/Recordings.json?DateCreated=2026-05-22T10:00:00Z', 200],
  ])('responds to %s with %i', async (path, status) => {
    const harness = createTexmlHarness()
    expect(await harness.send('GET', `/v2/texml/Accounts/${accountSid}${path}`)).toMatchObject({ status })
  })
})

describe('TeXML of AI assistants', () => {
  it('returns a document that connects the call to the assistant', async () => {
    const { texml } = createTexmlHarness()
    expect(await texml.assistants.retrieveTexml({ assistant_id: 'assistant-1' })).toContain(
      '<Response><Connect><AIAssistant id="assistant-1"/></Connect></Response>',
    )
  })
})

describe('TeXML secrets and applications', () => {
  it('stores a secret and never returns it', async () => {
    const harness = createTexmlHarness()
    expect(await harness.texml.secrets.create({ name: 'db', value: 'hush-hush' })).toEqual({
      name: 'db',
      value: 'REDACTED',
    })
    expect(JSON.stringify((await harness.send('GET', '/_emulator/requests')).body)).not.toContain('hush-hush')
  })

  it('uses the settings of an application as defaults of its calls', async () => {
    const harness = createTexmlHarness(() => new Response('<Response/>'))
    const app = await harness.texml.applications.create({
      friendly_name: 'Reception',
      voice_url: 'http://localhost:9/voice',
      voice_method: 'get',
      status_callback: url,
    })
    expect(app).toMatchObject({ active: true, dtmf_type: 'RFC 2833', record_type: 'texml_application' })
    const sid = await harness.place({ ApplicationSid: app.id })
    await harness.play(sid, 'answer')
    await harness.play(sid, 'hangup')
    expect(harness.forms.map((form) => [form.method, form.url])).toEqual([
      ['GET', 'http://localhost:9/voice'],
      ['POST', url],
    ])
    expect((await harness.texml.applications.list({ filter: { friendly_name: 'recep' } })).data).toHaveLength(
      1,
    )
    const changed = { id: app.id, friendly_name: 'Desk', voice_url: 'http://localhost:9/voice' }
    expect(await harness.texml.applications.update(changed)).toMatchObject({
      friendly_name: 'Desk',
      voice_method: 'get',
    })
    expect(await harness.texml.applications.delete({ id: app.id })).toMatchObject({ friendly_name: 'Desk' })
    await expect(harness.texml.applications.retrieve({ id: app.id })).rejects.toMatchObject({
      status: 404,
      code: '10005',
    })
  })
})

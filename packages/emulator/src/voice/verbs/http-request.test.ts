import { describe, expect, it } from 'vitest'
import { createVoiceApp } from '../../../test/voice-app.ts'

/** Returns a document with a request to `/crm`, and verbs after it. */
function document(attributes: string, request: string, then: string) {
  return `<Response><HttpRequest ${attributes}>
    <Request ${request}>
      <Headers><Header><Key>X-Caller</Key><Value>{{From}}</Value></Header></Headers>
      <Body>{"to":"{{To}}"}</Body>
    </Request>
    <Response><Type>JSON</Type><StatusCode>200</StatusCode><Content>
      <Field><Name>records[0].Name</Name><Value>customer</Value></Field>
      <Field><Name>count</Name><Value>count</Value></Field>
      <Field><Name>none.of</Name><Value>none</Value></Field>
    </Content></Response>
  </HttpRequest>${then}</Response>`
}

const found = () => Response.json({ records: [{ Name: 'Ada & Co' }], count: 3 })

describe('http request', () => {
  it('sends headers and body, and passes the fields of the response to its action', async () => {
    let sent: { method: string; caller: string | null; body: string } | undefined
    const app = createVoiceApp(async (_, path, request) => {
      if (path === '/crm') {
        sent = { method: request.method, caller: request.headers.get('x-caller'), body: await request.text() }
        return found()
      }
      if (path === '/found')
        return '<Response><Say>Hello {{customer}}, {{none}}</Say><Redirect>/later</Redirect></Response>'
      if (path === '/later') return '<Response><Say>Bye {{customer}}</Say></Response>'
      return document('async="false" action="/found"', 'url="/crm" method="PUT"', '<Say>never</Say>')
    })
    const call = await app.call()
    await call.heard('Hello Ada & Co,')
    await call.heard('Bye Ada & Co')
    expect(sent).toEqual({ method: 'PUT', caller: '+13125550001', body: '{"to":"+13125550002"}' })
    const [fields] = app.to('/found')
    expect(fields).toMatchObject({ customer: 'Ada & Co', count: '3', CallSid: call.sid })
    expect(fields).not.toHaveProperty('none')
  })

  it('fills its variables into the rest of the document without an action', async () => {
    const app = createVoiceApp((_, path) =>
      path === '/crm'
        ? found()
        : document('async="false"', 'url="/crm" method="POST"', '<Say>{{count}} for {{customer}}</Say>'),
    )
    await (await app.call()).heard('3 for Ada & Co')
  })

  it('does not wait with async', async () => {
    const app = createVoiceApp((_, path) => {
      if (path === '/crm') return found()
      if (path === '/later') return '<Response><Say>{{customer}}</Say></Response>'
      return document(
        'async="true"',
        'url="/crm" method="POST"',
        '<Say>At once</Say><Redirect>/later</Redirect>',
      )
    })
    const call = await app.call()
    await call.heard('At once')
    await call.heard('Ada & Co')
  })

  it.each([
    ['another status', () => new Response('{}', { status: 201 }), 'the status is 201, not 200'],
    ['a response that is not JSON', () => new Response('<'), 'the response is not JSON'],
  ])('goes on after %s', async (_, respond, reason) => {
    const app = createVoiceApp((_, path) =>
      path === '/crm'
        ? respond()
        : document('async="false" action="/found"', 'url="/crm" method="POST"', '<Say>Next</Say>'),
    )
    const call = await app.call()
    await call.heard('Next')
    expect(call.state().timeline).toContainEqual(
      expect.objectContaining({ what: 'request failed', detail: reason }),
    )
  })

  it.each([
    ['another machine', 'url="http://192.0.2.1/crm"', 'request failed'],
    ['no address', 'method="GET"', 'not requested'],
    ['another scheme', 'url="file:///etc/passwd"', 'not requested'],
  ])('does not request %s', async (_, request, what) => {
    const app = createVoiceApp(() => document('async="false"', request, '<Say>Next</Say>'))
    const call = await app.call()
    await call.heard('Next')
    expect(call.state().timeline.map((entry) => entry.what)).toContain(what)
    expect(app.paths()).toEqual(['/voice'])
  })

  it('takes a header that HTTP does not allow for a failure', async () => {
    const app = createVoiceApp(
      () =>
        '<Response><HttpRequest async="false"><Request url="/crm"><Headers><Header><Key>a b</Key><Value>x</Value></Header></Headers></Request></HttpRequest><Say>Next</Say></Response>',
    )
    await (await app.call()).heard('Next')
  })
})

import { describe, expect, it } from 'vitest'
import { createSampleApp, heardBy } from './sample-app.ts'

const origin = 'http://127.0.0.1:9'

describe('a document with templates', () => {
  it('dials the numbers of its address at once', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Dial timeout="10">{{#Numbers}}<Number>{{.}}</Number>{{/Numbers}}</Dial>
        <Say>No one is there, {{From}}.</Say>
      </Response>`,
    })
    const numbers = ['+13125550003', '+13125550004']
    const query = numbers.map((number) => `Numbers[]=${encodeURIComponent(number)}`).join('&')
    const call = await app.callFrom('+13125550001', `${origin}/voice?${query}`)
    expect(numbers.map(app.isCalled)).toEqual([true, true])
    await call.heard('No one is there, +13125550001.', { withinSecs: 11 })
  })

  it('greets a known caller', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        {{#if From == +13125550001}}<Say>Welcome back, Ada.</Say>{{#else}}<Say>Welcome.</Say>{{/if}}
      </Response>`,
    })
    await (await app.call()).heard('Welcome back, Ada.')
    await (await app.callFrom('+13125550007')).heard(/^Welcome\.$/)
  })

  it('looks a caller up with an HTTP request', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <HttpRequest async="false">
          <Request url="/customers?phone={{#url_encode}}{{From}}{{/url_encode}}" method="GET">
            <Headers><Header><Key>accept</Key><Value>application/json</Value></Header></Headers>
          </Request>
          <Response>
            <Type>JSON</Type>
            <StatusCode>200</StatusCode>
            <Content><Field><Name>records[0].first_name</Name><Value>FirstName</Value></Field></Content>
          </Response>
        </HttpRequest>
        <Say>Hello {{FirstName}}.</Say>
      </Response>`,
      '/customers': (field) =>
        Response.json({ records: field('phone') === '+13125550001' ? [{ first_name: 'Ada' }] : [] }),
    })
    await (await app.call()).heard('Hello Ada.')
  })
})

describe('an app', () => {
  it('rejects blocked callers as busy, without answering', async () => {
    const app = createSampleApp({
      '/voice': (field) =>
        field('From') === '+13125550666'
          ? '<Response><Reject reason="busy"/></Response>'
          : '<Response><Say>Hello.</Say></Response>',
    })
    const blocked = await app.callFrom('+13125550666')
    expect(await blocked.ended()).toBe('busy')
    expect(heardBy(blocked)).toEqual([])
    expect(await (await app.call()).ended()).toBe('completed')
  })

  it('moves callers between its scripts with absolute, relative and empty queries', async () => {
    const app = createSampleApp({
      '/ivr/start': '<Response><Redirect method="GET">step?n=1&amp;lang=de</Redirect></Response>',
      '/ivr/step': (field) => `<Response>
        <Say>Step ${field('n')} in ${field('lang')}.</Say>
        <Redirect>${origin}/end</Redirect>
      </Response>`,
      '/end': '<Response><Say>The end.</Say></Response>',
    })
    const call = await app.callFrom('+13125550001', `${origin}/ivr/start`)
    expect(await call.ended()).toBe('completed')
    expect(heardBy(call)).toEqual(['Step 1 in de.', 'The end.'])
    expect(app.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /ivr/start',
      'GET /ivr/step',
      'POST /end',
    ])
  })

  it('records and transcribes a whole call while it goes on', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Start>
          <Recording recordingStatusCallback="/events/recording" channels="dual"/>
        </Start>
        <Start>
          <Transcription transcriptionCallback="/events/text" transcriptionTracks="inbound"/>
        </Start>
        <Say>Tell me about your problem.</Say>
        <Pause length="10"/>
        <Stop><Transcription/></Stop>
        <Pause length="5"/>
      </Response>`,
    })
    const call = await app.call()
    await call.heard('Tell me')
    await call.say('My lamp is broken.')
    await call.wait(13)
    await call.say('Please go on.')
    expect(await call.ended()).toBe('completed')
    expect(app.to('/events/text')).toMatchObject([{ Transcript: 'My lamp is broken.', IsFinal: 'true' }])
    expect(app.to('/events/recording')).toMatchObject([{ RecordingStatus: 'completed' }])
  })

  it('sends tones to another system and waits for it', async () => {
    const app = createSampleApp({
      '/voice': '<Response><Pause length="2"/><Play digits="1ww2"/><Pause length="1"/><Hangup/></Response>',
    })
    const call = await app.call()
    await call.wait(4.9)
    expect(call.state().status).toBe('in-progress')
    await call.wait(0.2)
    expect(call.state()).toMatchObject({ status: 'completed', heard: [{ verb: 'Play', url: '1ww2' }] })
  })

  it('plays a stored file by its name, and a ringback tone', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Play mediaStorage="true">welcome_jingle</Play>
        <Play ringTone="uk"/>
      </Response>`,
    })
    const call = await app.call()
    expect(await call.ended()).toBe('completed')
    expect(heardBy(call)).toEqual(['welcome_jingle', 'uk'])
    expect(app.paths()).toEqual(['/voice'])
  })

  it('lets an office without a number be reached by the browser of an agent', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Dial timeout="5" ringTone="de">
          <Sip statusCallback="/events/agent" statusCallbackEvent="initiated ringing answered completed">
            sip:agent7@sip.telnyx.com
          </Sip>
        </Dial>
        <Say>The agent is away.</Say>
      </Response>`,
    })
    const call = await app.call()
    await call.heard('The agent is away.')
    expect(app.to('/events/agent').map(({ CallStatus }) => CallStatus)).toEqual(['initiated', 'no-answer'])
  })
})

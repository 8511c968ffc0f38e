import { describe, expect, it } from 'vitest'
import { createSampleApp, heardBy } from './sample-app.ts'

const origin = 'http://127.0.0.1:9'

describe('an outbound call', () => {
  it('reminds of an appointment, which the called party confirms', async () => {
    const app = createSampleApp({
      '/voice': (field) => `<Response>
        <Gather action="/confirmed" numDigits="1" timeout="8">
          <Say>Hello ${field('name')}. Press one to confirm your appointment.</Say>
        </Gather>
        <Say>We did not get an answer.</Say>
      </Response>`,
      '/confirmed': '<Response><Say>See you tomorrow.</Say></Response>',
    })
    const call = await app.place({
      Url: `${origin}/voice?name=Ada`,
      StatusCallback: `${origin}/events/call`,
      StatusCallbackEvent: 'initiated ringing answered completed',
    })
    expect(app.to('/voice')).toEqual([])
    await call.answer()
    await call.heard('Hello Ada.')
    await call.press('1')
    await call.heard('See you tomorrow.')
    expect(await call.ended()).toBe('completed')
    expect(
      app.to('/events/call').map(({ CallStatus, SequenceNumber }) => [CallStatus, SequenceNumber]),
    ).toEqual([
      ['initiated', '0'],
      ['in-progress', '1'],
      ['completed', '2'],
    ])
  })

  it.each([
    ['human', 'Is this a good time?'],
    ['machine', 'Please call us back.'],
  ] as const)('says something else to a %s', async (by, expected) => {
    const app = createSampleApp({
      '/voice': (field) =>
        field('AnsweredBy').startsWith('machine')
          ? '<Response><Pause length="1"/><Say>Please call us back.</Say><Hangup/></Response>'
          : '<Response><Say>Is this a good time?</Say></Response>',
    })
    const call = await app.place({ Url: `${origin}/voice`, MachineDetection: 'DetectMessageEnd' })
    await call.answer(by)
    await call.heard(expected)
    expect(heardBy(call)).toEqual([expected])
    expect(app.to('/voice')).toMatchObject([{ AnsweredBy: by === 'human' ? 'human' : 'machine_end_beep' }])
  })

  it('replaces its document once a machine is detected in the background', async () => {
    const app = createSampleApp({
      '/voice': '<Response><Say>Hello there.</Say><Pause length="60"/></Response>',
    })
    const call = await app.place({
      Url: `${origin}/voice`,
      MachineDetection: 'Enable',
      AsyncAmd: 'true',
      AsyncAmdStatusCallback: `${origin}/events/amd`,
    })
    await call.answer('machine')
    await call.heard('Hello there.')
    expect(app.to('/events/amd')).toMatchObject([{ AnsweredBy: 'machine_start', CallSid: call.sid }])
  })

  it('reads a code twice from an inline document', async () => {
    const app = createSampleApp({})
    const call = await app.place({
      Texml: '<Response><Say loop="2">Your code is 4 7 1 1.</Say></Response>',
      StatusCallback: `${origin}/events/call`,
    })
    await call.answer()
    expect(await call.ended()).toBe('completed')
    expect(heardBy(call)).toEqual(['Your code is 4 7 1 1.', 'Your code is 4 7 1 1.'])
    expect(app.to('/events/call')).toMatchObject([{ CallStatus: 'completed', CallDuration: '3' }])
  })

  it('connects a visitor of a page with the shop', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Say>We connect you with the shop.</Say>
        <Dial callerId="+13125550002">+13125550003</Dial>
      </Response>`,
    })
    const visitor = await app.place()
    await visitor.answer()
    await visitor.heard('We connect you')
    await visitor.wait(3)
    const shop = app.ringing('+13125550003')
    await shop.answer()
    await shop.wait(15)
    await shop.hangUp()
    expect(await visitor.ended()).toBe('completed')
  })

  it('reports that it was not answered', async () => {
    const app = createSampleApp({ '/voice': '<Response><Say>Hello.</Say></Response>' })
    const call = await app.place({
      Url: `${origin}/voice`,
      Timeout: '20',
      StatusCallback: `${origin}/events/call`,
    })
    expect(await call.ended({ withinSecs: 21 })).toBe('no-answer')
    expect(app.to('/events/call')).toMatchObject([{ CallStatus: 'no-answer' }])
    expect(app.to('/voice')).toEqual([])
  })
})

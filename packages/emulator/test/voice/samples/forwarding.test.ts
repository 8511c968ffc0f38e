import { describe, expect, it } from 'vitest'
import { createSampleApp, heardBy } from './sample-app.ts'

const [office, mobile] = ['+13125550003', '+13125550004']

describe('a forwarded call', () => {
  it('goes to the next number after the first one is busy', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Dial timeout="10">${office}</Dial>
        <Dial timeout="10">${mobile}</Dial>
        <Say>We cannot take your call.</Say>
      </Response>`,
    })
    const call = await app.call()
    expect(app.isCalled(mobile)).toBe(false)
    await app.ringing(office).hangUp()
    await call.wait(10)
    await call.heard('We cannot take your call.')
    expect(await call.ended()).toBe('completed')
    expect(app.paths()).toEqual(['/voice'])
  })

  it('hunts for an agent with one element', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Dial sequential="true" timeout="8" action="/done">
          <Number>${office}</Number>
          <Number>${mobile}</Number>
          <Sip>sip:desk@example.com</Sip>
        </Dial>
      </Response>`,
      '/done': (field) => `<Response><Say>It was ${field('DialCallStatus')}.</Say></Response>`,
    })
    const call = await app.call()
    await call.wait(8)
    await app.ringing(mobile).hangUp()
    await call.wait(1)
    const desk = app.ringing('sip:desk@example.com')
    await desk.answer()
    await call.wait(20)
    await desk.hangUp()
    await call.heard('It was completed.')
    expect(app.to('/done')).toMatchObject([{ DialCallSid: desk.sid, DialCallDuration: '20' }])
  })

  it('rings everywhere, and only where it is answered is it connected', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Dial action="/done">
          <Number statusCallback="/events/office" statusCallbackEvent="answered completed">${office}</Number>
          <Number statusCallback="/events/mobile" statusCallbackEvent="answered completed">${mobile}</Number>
        </Dial>
      </Response>`,
      '/done': '<Response><Hangup/></Response>',
    })
    const call = await app.call()
    await app.ringing(mobile).answer()
    await call.wait(3)
    await app.ringing(mobile).hangUp()
    expect(await call.ended()).toBe('completed')
    expect(app.to('/events/office').map(({ CallStatus }) => CallStatus)).toEqual(['canceled'])
    expect(app.to('/events/mobile').map(({ CallStatus }) => CallStatus)).toEqual(['in-progress', 'completed'])
    expect(app.to('/done')).toHaveLength(1)
  })

  it.each([
    ['1', 'completed'],
    ['2', 'no-answer'],
  ])('is screened by the called party with %s', async (key, expected) => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Dial action="/dialed"><Number url="/screen">${office}</Number></Dial>
      </Response>`,
      '/screen': (field) => `<Response>
        <Gather action="/accept" numDigits="1" timeout="6">
          <Say>A call from ${field('From')}. Press one to take it.</Say>
        </Gather>
        <Hangup/>
      </Response>`,
      '/accept': (field) =>
        field('Digits') === '1'
          ? '<Response><Say>Connecting.</Say></Response>'
          : '<Response><Hangup/></Response>',
      '/dialed': (field) => `<Response><Say>Status ${field('DialCallStatus')}.</Say></Response>`,
    })
    const call = await app.call()
    const agent = app.ringing(office)
    await agent.answer()
    await agent.heard('A call from +13125550001.')
    await agent.press(key)
    await call.wait(10)
    if (key === '1') await agent.hangUp()
    await call.heard(`Status ${expected}.`)
    expect(app.to('/screen')).toMatchObject([{ CallSid: agent.sid, ParentCallSid: call.sid }])
  })

  it('is announced to the called party alone', async () => {
    const app = createSampleApp({
      '/voice': `<Response><Dial><Number url="/whisper">${office}</Number></Dial></Response>`,
      '/whisper': '<Response><Say>A call for the sales line.</Say></Response>',
    })
    const call = await app.call()
    const agent = app.ringing(office)
    await agent.answer()
    await agent.heard('A call for the sales line.')
    expect(call.state().timeline.map(({ what }) => what)).not.toContain('bridged')
    await call.wait(3)
    expect(call.state().timeline.map(({ what }) => what)).toContain('bridged')
    expect(heardBy(call)).toEqual([])
    await call.hangUp()
    expect(agent.state().status).toBe('completed')
  })

  it('hides both numbers, is recorded and ends at its limit', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Say>This call is recorded.</Say>
        <Dial callerId="+13125550100" fromDisplayName="Rides" timeLimit="60" record="record-from-answer-dual"
          recordingStatusCallback="/events/recording" recordingStatusCallbackEvent="in-progress completed">
          ${office}
        </Dial>
      </Response>`,
    })
    const call = await app.call()
    await call.heard('This call is recorded.')
    await call.wait(2)
    const driver = app.ringing(office)
    expect(driver.state().from).toBe('+13125550100')
    await driver.answer()
    expect(await call.ended({ withinSecs: 61 })).toBe('completed')
    expect(app.to('/events/recording')).toMatchObject([
      { RecordingStatus: 'in-progress', RecordingChannels: '2' },
      { RecordingStatus: 'completed', RecordingDuration: '60', RecordingSource: 'DialVerb' },
    ])
  })

  it('reaches an extension behind another menu', async () => {
    const app = createSampleApp({
      '/voice': `<Response><Dial><Number sendDigits="ww204#">${office}</Number></Dial></Response>`,
    })
    const call = await app.call()
    const desk = app.ringing(office)
    await desk.answer()
    expect(heardBy(desk)).toEqual(['ww204#'])
    await call.hangUp()
  })

  it('is answered only when an agent answers', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Dial answerOnBridge="true" timeout="12" action="/done">${office}</Dial>
      </Response>`,
      '/done': '<Response><Say>All lines are busy.</Say></Response>',
    })
    const call = await app.call()
    await call.wait(5)
    expect(call.state().status).toBe('ringing')
    await app.ringing(office).answer()
    expect(call.state().status).toBe('in-progress')
    await app.ringing(office).hangUp()
    await call.heard('All lines are busy.')
  })

  it('ends with a star, after which the caller rates it', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Dial hangupOnStar="true">${office}</Dial>
        <Gather action="/rated" numDigits="1"><Say>How was your call?</Say></Gather>
      </Response>`,
      '/rated': '<Response><Say>Thank you.</Say></Response>',
    })
    const call = await app.call()
    const agent = app.ringing(office)
    await agent.answer()
    await call.wait(30)
    await call.press('*')
    expect(agent.state().status).toBe('completed')
    await call.heard('How was your call?')
    await call.press('5')
    await call.heard('Thank you.')
  })

  it('detects the answering machine of a SIP phone', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Dial>
          <Sip machineDetection="Enable" amdStatusCallback="/events/amd">sip:kitchen@sip.telnyx.com</Sip>
        </Dial>
      </Response>`,
    })
    const call = await app.call()
    await app.ringing('sip:kitchen@sip.telnyx.com').answer('machine')
    await call.hangUp()
    expect(app.to('/events/amd')).toMatchObject([{ AnsweredBy: 'machine_start' }])
  })

  it('leaves the platform by a transfer to another system', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Say>We transfer you.</Say>
        <Refer action="/referred"><Sip>sip:frontdesk@pbx.example.com</Sip></Refer>
      </Response>`,
      '/referred': '<Response/>',
    })
    const call = await app.call()
    expect(await call.ended()).toBe('completed')
    expect(app.to('/referred')).toMatchObject([
      { ReferCallStatus: 'in-progress', ReferSipResponseCode: '202' },
    ])
  })
})

import { describe, expect, it } from 'vitest'
import { createSampleApp, heardBy } from './sample-app.ts'

const agentNumber = '+13125550222'
const enqueueing = '<Response><Enqueue waitUrl="/wait" action="/left">support</Enqueue></Response>'

describe('a call queue', () => {
  it('announces the position, plays music, and connects with an agent', async () => {
    const app = createSampleApp({
      '/voice': enqueueing,
      '/wait': (field) => `<Response>
        <Say>You are number ${field('QueuePosition')} of ${field('CurrentQueueSize')}.</Say>
        <Play>https://sounds.example.com/waltz.mp3</Play>
      </Response>`,
      '/agent': '<Response><Dial action="/served"><Queue url="/whisper">support</Queue></Dial></Response>',
      '/whisper': (field) => `<Response><Say>You waited ${field('QueueTime')} seconds.</Say></Response>`,
      '/left': (field) => `<Response><Say>Result ${field('QueueResult')}.</Say></Response>`,
      '/served': (field) => `<Response><Say>${field('DialCallDuration')} seconds.</Say></Response>`,
    })
    const first = await app.call()
    const second = await app.callFrom('+13125550005')
    await second.heard('You are number 2 of 2.')
    await first.heard('waltz.mp3')
    const agent = await app.callFrom(agentNumber, 'http://127.0.0.1:9/agent')
    await first.heard(/You waited \d+ seconds/)
    await second.heard('You are number 1 of 1.')
    await agent.wait(60)
    await first.hangUp()
    await agent.heard(/^\d+ seconds/)
    expect(app.to('/left')).toMatchObject([{ QueueResult: 'bridged' }])
    expect(heardBy(first)).not.toContain('Result bridged.')
  })

  it('lets a caller leave for the voicemail', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Enqueue waitUrl="/wait">support</Enqueue>
        <Say>Leave a message.</Say>
        <Record action="/saved"/>
      </Response>`,
      '/wait': `<Response>
        <Gather action="/escape" numDigits="1" timeout="15"><Say>Press one for the voicemail.</Say></Gather>
      </Response>`,
      '/escape': (field) =>
        field('Digits') === '1'
          ? '<Response><Leave/></Response>'
          : '<Response><Redirect>/wait</Redirect></Response>',
      '/saved': '<Response/>',
    })
    const call = await app.call()
    await call.heard('Press one')
    await call.press('5')
    await call.heard('Press one')
    await call.press('1')
    await call.heard('Leave a message.')
    await call.wait(5)
    await call.hangUp()
    expect(app.to('/saved')).toMatchObject([{ Digits: 'hangup' }])
  })

  it('gives up after its maximum wait', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Enqueue waitUrl="/wait" maxWaitTimeSecs="45" action="/left">support</Enqueue>
      </Response>`,
      '/wait': '<Response><Say>Please hold.</Say><Pause length="9"/></Response>',
      '/left': (field) =>
        field('QueueResult') === 'bridged'
          ? '<Response/>'
          : `<Response><Say>We call you back, ${field('From')}.</Say></Response>`,
    })
    const call = await app.call()
    await call.heard('We call you back, +13125550001.', { withinSecs: 46 })
    expect(app.to('/left')).toMatchObject([{ QueueResult: 'max-wait-time-exceeded', QueueTime: '45' }])
  })

  it('lets an agent take calls one after the other, until none waits', async () => {
    const app = createSampleApp({
      '/voice': enqueueing,
      '/wait': '<Response><Pause length="30"/></Response>',
      '/left': '<Response><Hangup/></Response>',
      '/agent': '<Response><Dial timeout="10" action="/next"><Queue>support</Queue></Dial></Response>',
      '/next': (field) =>
        field('DialCallStatus') === 'completed'
          ? '<Response><Redirect>/agent</Redirect></Response>'
          : '<Response><Say>The queue is empty.</Say></Response>',
    })
    const callers = [await app.call(), await app.callFrom('+13125550005')]
    const agent = await app.callFrom(agentNumber, 'http://127.0.0.1:9/agent')
    for (const caller of callers) {
      await agent.wait(20)
      expect(caller.state().timeline.at(-1)).toMatchObject({ what: 'bridged', detail: agent.sid })
      await caller.hangUp()
    }
    await agent.heard('The queue is empty.', { withinSecs: 11 })
    expect(await agent.ended()).toBe('completed')
    expect(app.to('/next').map(({ DialCallStatus }) => DialCallStatus)).toEqual([
      'completed',
      'completed',
      'no-answer',
    ])
  })
})

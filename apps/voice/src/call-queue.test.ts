import { describe, expect, it } from 'vitest'
import { createSignedCaller, pins } from '../test/signed-caller.ts'

const { ask } = await createSignedCaller()

describe('the queue', () => {
  it('announces the position to a waiting caller', async () => {
    const waiting = { QueueSid: 'support', QueuePosition: '2', CurrentQueueSize: '3', QueueTime: '30' }
    expect(await ask('/queue/wait', waiting)).toContain('You are number 2.')
  })

  it('lets a waiting caller leave for the voicemail', async () => {
    expect(await ask('/queue/choice', { Digits: '1' })).toContain('<Response><Leave/></Response>')
    expect(await ask('/queue/choice', { Digits: '5' })).toContain('<Redirect>/queue/wait</Redirect>')
    for (const QueueResult of ['leave', 'queue-full', 'error']) {
      const document = await ask('/queue/left', { QueueResult, QueueSid: 'support' })
      expect(document).toContain('<Redirect>/voicemail</Redirect>')
    }
  })

  it('says goodbye after a call with an agent', async () => {
    expect(await ask('/queue/left', { QueueResult: 'bridged' })).toContain('<Hangup/>')
  })
})

describe('an agent', () => {
  it('takes calls with the right pin only', async () => {
    expect(await ask('/agent/pin', { Digits: pins.agentPin })).toContain('<Redirect>/agent/next</Redirect>')
    for (const fields of [{ Digits: pins.moderatorPin }, { Digits: '' }, { CallStatus: 'in-progress' }]) {
      expect(await ask('/agent/pin', fields)).toContain('<Redirect>/agent?attempt=2</Redirect>')
    }
    expect(await ask('/agent/next')).toContain('<Queue url="/queue/connect">support</Queue>')
  })

  it('takes the next call after one has ended, until the queue is empty', async () => {
    const ended = await ask('/agent/done', { DialCallStatus: 'completed', DialCallSid: 'v3:2' })
    expect(ended).toContain('<Redirect>/agent/next</Redirect>')
    expect(await ask('/agent/done', { DialCallStatus: 'no-answer' })).toContain('<Hangup/>')
  })
})

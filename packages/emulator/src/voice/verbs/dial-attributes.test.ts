import { dial, number, response, sip } from '@greenroom/core/texml/document'
import { describe, expect, it } from 'vitest'
import { callApp, callee } from '../../../test/dial-app.ts'

describe('attributes of Dial and of its numbers', () => {
  it('hangs up on a star, and at the time limit', async () => {
    const app = await callApp({
      '/voice': response(
        dial({ hangupOnStar: true }, callee),
        dial({ timeLimit: 60, action: '/d' }, sip('sip:ann@example.com')),
      ),
    })
    await app.leg().answer()
    await app.call.press('1*')
    expect(app.shown()?.status).toBe('completed')
    await app.leg('sip:ann@example.com').answer()
    await app.wait(60)
    expect(app.fieldsOf('/d')).toMatchObject([{ DialCallStatus: 'completed', DialCallDuration: '60' }])
  })

  it('answers the caller only when connected with answerOnBridge', async () => {
    const app = await callApp({ '/voice': response(dial({ answerOnBridge: true }, callee)) })
    await app.play('ring')
    expect(app.call.state().status).toBe('ringing')
    await app.leg().answer()
    expect(app.call.state().status).toBe('in-progress')
  })

  it('presents the caller ID and plays keys to the callee', async () => {
    const app = await callApp({
      '/voice': response(
        dial({ callerId: '+13125550009', fromDisplayName: 'Ann' }, number({ sendDigits: 'ww12' }, callee)),
      ),
    })
    const leg = app.leg()
    await leg.answer()
    expect(leg.state()).toMatchObject({
      from: '+13125550009',
      heard: [{ verb: 'Number', text: 'ww12', secs: 2 }],
    })
  })

  it('records from the answer and reports the recording', async () => {
    const app = await callApp({
      '/voice': response(
        dial(
          {
            action: '/d',
            record: 'record-from-answer-dual',
            recordingStatusCallback: '/r',
            recordingStatusCallbackEvent: ['in-progress', 'completed'],
          },
          callee,
        ),
      ),
    })
    await app.wait(3)
    await app.leg().answer()
    await app.wait(5)
    await app.play('hangup')
    expect(app.fieldsOf('/r')).toMatchObject([
      { RecordingStatus: 'in-progress', RecordingSource: 'DialVerb', RecordingChannels: '2' },
      { RecordingStatus: 'completed', RecordingDuration: '5' },
    ])
    expect(app.fieldsOf('/d')).toMatchObject([
      { RecordingDuration: '5', RecordingUrl: expect.stringContaining('http') },
    ])
  })

  it('detects an answering machine and reports keys of the callee', async () => {
    const app = await callApp({
      '/voice': response(
        dial(
          number(
            {
              machineDetection: 'DetectMessageEnd',
              amdStatusCallback: '/amd',
              statusCallback: '/b',
              statusCallbackEvent: ['amd', 'dtmf'],
            },
            callee,
          ),
        ),
      ),
    })
    await app.play('answer', callee, { by: 'machine' })
    await app.play('digits', callee, { digits: '5' })
    expect(app.fieldsOf('/amd')).toMatchObject([
      { AnsweredBy: 'machine_end_beep', MachineDetectionDuration: '500' },
    ])
    expect(app.fieldsOf('/b')).toMatchObject([
      { AnsweredBy: 'machine_end_beep' },
      { CallStatus: 'dtmf', Digit: '5' },
    ])
  })
})

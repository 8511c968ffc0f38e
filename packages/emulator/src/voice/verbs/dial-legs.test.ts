import { dial, gather, hangup, number, pause, response, say } from '@greenroom/core/texml/document'
import { describe, expect, it } from 'vitest'
import { callApp, callee, caller, other, progress, updateCall, watched } from '../../../test/dial-app.ts'

describe('Dial with numbers', () => {
  it('connects the callee and goes on with the next verb after it hung up', async () => {
    const app = await callApp({ '/voice': response(dial(watched()), say('Goodbye.')) })
    const leg = app.leg()
    expect(leg.state()).toMatchObject({
      direction: 'dial',
      parent_call_sid: app.call.sid,
      status: 'initiated',
      from: caller,
    })
    await app.wait(20)
    expect(leg.state().status).toBe('initiated')
    await app.play('ring')
    await leg.answer()
    await app.wait(7)
    expect(app.call.state().heard).toEqual([])
    await leg.hangUp()
    await app.call.heard('Goodbye.')
    expect(await app.call.ended()).toBe('completed')
    expect(progress(app.fieldsOf('/b'))).toEqual([
      ['initiated', '0'],
      ['ringing', '1'],
      ['in-progress', '2'],
      ['completed', '3'],
    ])
    expect(app.fieldsOf('/b')[2]).toMatchObject({ Codec: 'PCMU', SamplingRate: '8000' })
    expect(app.fieldsOf('/b')[3]).toMatchObject({
      ParentCallSid: app.call.sid,
      ParentCallSidLegacy: app.call.sid,
      CallDuration: '7',
      StartTime: expect.stringMatching(/Z$/),
      AnsweredTime: expect.stringMatching(/Z$/),
      EndTime: expect.stringMatching(/Z$/),
      HangupCause: 'normal_clearing',
      HangupSource: 'callee',
      SipHangupCause: '200',
    })
  })

  it('reports the call to action and runs the response', async () => {
    const app = await callApp({
      '/voice': response(dial({ action: '/d' }, callee), say('Never.')),
      '/d': response(say('Done.')),
    })
    const leg = app.leg()
    await leg.answer()
    await app.wait(60)
    await leg.hangUp()
    await app.call.heard('Done.')
    expect(app.paths()).toEqual(['/d'])
    expect(app.fieldsOf('/d')).toMatchObject([
      {
        CallSid: app.call.sid,
        CallStatus: 'in-progress',
        CallbackSource: 'call-progress-events',
        DialCallSid: leg.sid,
        DialCallSidLegacy: leg.sid,
        DialCallStatus: 'completed',
        DialCallDuration: '60',
      },
    ])
  })

  it.each([
    ['busy', 'busy', '486'],
    ['no-answer', 'no-answer', '480'],
    ['hangup', 'no-answer', '480'],
  ])('reports a callee that plays %s', async (action, status, sipCause) => {
    const app = await callApp({ '/voice': response(dial({ action: '/d' }, watched())) })
    await app.play(action)
    expect(app.fieldsOf('/d')).toMatchObject([{ DialCallStatus: status, DialCallDuration: '0' }])
    expect(app.fieldsOf('/b').at(-1)).toMatchObject({ CallStatus: status, SipHangupCause: sipCause })
  })

  it('gives up after the timeout and goes on', async () => {
    const app = await callApp({ '/voice': response(dial({ timeout: 10 }, callee), say('No one is there.')) })
    await app.play('ring')
    await app.wait(9.9)
    expect(app.shown()?.status).toBe('ringing')
    await app.wait(0.2)
    expect(app.shown()?.status).toBe('no-answer')
    await app.call.heard('No one is there.')
  })

  it('calls several numbers at once and connects the first one that answers', async () => {
    const app = await callApp({
      '/voice': response(dial({ action: '/d' }, watched(callee, '/b1'), watched(other, '/b2'))),
    })
    await app.play('ring')
    const leg = app.leg(other)
    await leg.answer()
    expect(app.shown()?.status).toBe('canceled')
    await app.wait(5)
    await leg.hangUp()
    expect(progress(app.fieldsOf('/b1'))).toEqual([
      ['initiated', '0'],
      ['ringing', '1'],
      ['canceled', '2'],
    ])
    expect(progress(app.fieldsOf('/b2')).at(-1)).toEqual(['completed', '2'])
    expect(app.fieldsOf('/d')).toMatchObject([{ DialCallSid: leg.sid, DialCallStatus: 'completed' }])
  })

  it('calls numbers one after the other with sequential', async () => {
    const app = await callApp({
      '/voice': response(
        dial({ action: '/d', sequential: true, timeout: 10 }, number(callee), number(other)),
      ),
    })
    expect(app.shown(other)).toBeUndefined()
    await app.play('busy')
    await app.wait(10)
    expect(app.fieldsOf('/d')).toMatchObject([
      { DialCallSid: app.shown(other)?.sid, DialCallStatus: 'no-answer' },
    ])
  })

  it('runs the document of a number for the callee, and connects both at its end', async () => {
    const app = await callApp({
      '/voice': response(dial({ action: '/d' }, number({ url: '/screen' }, callee))),
      '/screen': response(gather({ action: '/key', numDigits: 1 }, say('Press 1 to accept.')), hangup()),
      '/key': response(say('Connecting.')),
    })
    const leg = app.leg()
    await leg.answer()
    await leg.heard('Press 1')
    await leg.press('1')
    await leg.heard('Connecting.')
    await app.wait(10)
    expect(leg.state().status).toBe('in-progress')
    await leg.hangUp()
    expect(app.paths()).toEqual(['/screen', '/key', '/d'])
    expect(app.fieldsOf('/screen')).toMatchObject([{ CallSid: leg.sid, ParentCallSid: app.call.sid }])
    expect(app.fieldsOf('/key')).toMatchObject([{ CallSid: leg.sid, Digits: '1' }])
    expect(app.fieldsOf('/d')).toMatchObject([{ DialCallStatus: 'completed' }])
  })

  it('reports no answer if the document of the callee hangs up', async () => {
    const app = await callApp({
      '/voice': response(dial({ action: '/d' }, number({ url: '/screen' }, callee))),
      '/screen': response(pause({ length: 2 }), hangup()),
    })
    await app.leg().answer()
    await app.wait(2)
    expect(app.fieldsOf('/d')).toMatchObject([{ DialCallStatus: 'no-answer', DialCallDuration: '0' }])
  })

  it('cancels the call and asks action in vain if the caller hangs up', async () => {
    const app = await callApp({
      '/voice': response(dial({ action: '/d' }, watched()), say('Never.')),
      '/d': response(say('Never.')),
    })
    await app.play('ring')
    await app.call.hangUp()
    expect(app.shown()?.status).toBe('canceled')
    expect(app.fieldsOf('/d')).toMatchObject([{ CallStatus: 'completed', DialCallStatus: 'canceled' }])
    expect(app.call.state()).toMatchObject({ status: 'completed', heard: [] })
  })

  it('ends the connected call if the caller hangs up', async () => {
    const app = await callApp({ '/voice': response(dial({ action: '/d' }, watched())) })
    await app.leg().answer()
    await app.wait(3)
    await app.call.hangUp()
    expect(app.fieldsOf('/b').at(-1)).toMatchObject({ CallStatus: 'completed', HangupSource: 'caller' })
    expect(app.fieldsOf('/d')).toMatchObject([{ DialCallStatus: 'completed', DialCallDuration: '3' }])
  })

  it('drops the connection for a document of the API without asking action', async () => {
    const app = await callApp({ '/voice': response(dial({ action: '/d' }, callee)) })
    const leg = app.leg()
    await leg.answer()
    await updateCall(app.emulator, app.call.sid, response(say('Transferred.')))
    await app.call.heard('Transferred.')
    expect(leg.state().status).toBe('completed')
    expect(app.fieldsOf('/d')).toEqual([])
  })

  it('separates a callee that the API gives another document', async () => {
    const app = await callApp({ '/voice': response(dial({ action: '/d' }, callee)) })
    const leg = app.leg()
    await leg.answer()
    await app.wait(4)
    await updateCall(app.emulator, leg.sid, response(say('Please hold.')))
    await app.wait(0)
    expect(app.fieldsOf('/d')).toMatchObject([{ DialCallStatus: 'completed', DialCallDuration: '4' }])
    await leg.heard('Please hold.')
    expect(await leg.ended()).toBe('completed')
  })
})

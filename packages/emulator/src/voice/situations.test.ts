import { dial, gather, number, reject, response, say } from '@greenroom/core/texml/document'
import { describe, expect, it } from 'vitest'
import { createVoiceApp, type VoiceApp } from '../../test/voice-app.ts'

const events = ['initiated', 'ringing', 'answered', 'completed'] as const
const watched = (to: string, path: string) =>
  number({ statusCallback: path, statusCallbackEvent: [...events] }, to)

/** Calls an application with a voice address, a fallback and a status callback. */
async function callApplication(app: VoiceApp) {
  const voice = createVoiceApp(app)
  const origin = 'http://127.0.0.1:9'
  const created = await voice.emulator.fetch(
    new Request('http://127.0.0.1/v2/texml_applications', {
      method: 'POST',
      headers: { authorization: 'Bearer KEY_any', 'content-type': 'application/json' },
      body: JSON.stringify({
        friendly_name: 'desk',
        voice_url: `${origin}/voice`,
        voice_method: 'post',
        voice_fallback_url: `${origin}/fallback`,
        status_callback: `${origin}/s`,
        status_callback_method: 'post',
      }),
    }),
  )
  expect(created.status).toBe(201)
  const call = await voice.phone.call('+13125550002')
  return {
    ...voice,
    placed: call,
    /** Returns each request as its path and the status that it reports. */
    story: () =>
      voice.requests.map(({ path, fields }) => `${path} ${fields['DialCallStatus'] ?? fields['CallStatus']}`),
  }
}

const documents =
  (byPath: Readonly<Record<string, object>>): VoiceApp =>
  (_, path) =>
    String(byPath[path] ?? response())

describe('an application that is called', () => {
  it('gets the events of a call and its dialed call in order', async () => {
    const app = await callApplication(
      documents({
        '/voice': response(dial({ action: '/d' }, watched('+13125550003', '/b'))),
        '/d': response(say('Bye.')),
      }),
    )
    const leg = app.emulator.phone('+13125550003').incoming()
    await leg.answer()
    await app.placed.wait(60)
    await leg.hangUp()
    await app.placed.ended()
    expect(app.story()).toEqual([
      '/voice ringing',
      '/b initiated',
      '/b in-progress',
      '/b completed',
      '/d completed',
      '/s completed',
    ])
    expect(app.to('/s')).toMatchObject([{ CallSid: app.placed.sid, CallDuration: '61' }])
  })

  it('gets one event of a caller who hangs up while it rings elsewhere', async () => {
    const app = await callApplication(
      documents({ '/voice': response(dial({ action: '/d' }, watched('+13125550003', '/b'))) }),
    )
    await app.placed.hangUp()
    expect(app.story().slice(2).sort()).toEqual(['/b canceled', '/d canceled', '/s completed'])
  })

  it('keeps other numbers ringing after one was busy, without calling it again', async () => {
    const app = await callApplication(
      documents({
        '/voice': response(
          dial({ action: '/d', timeout: 10 }, watched('+13125550003', '/b1'), watched('+13125550004', '/b2')),
        ),
      }),
    )
    await app.emulator.phone('+13125550003').incoming().hangUp()
    await app.placed.wait(10)
    expect(app.story()).toEqual([
      '/voice ringing',
      '/b1 initiated',
      '/b2 initiated',
      '/b1 no-answer',
      '/b2 no-answer',
      '/d no-answer',
      '/s completed',
    ])
    // Who rang too long was canceled with SIP.
    expect(app.to('/b2').at(-1)).toMatchObject({ SipHangupCause: '487' })
  })

  it('gets the final status of a call that it rejects', async () => {
    const app = await callApplication(documents({ '/voice': response(reject({ reason: 'busy' })) }))
    expect(app.story()).toEqual(['/voice ringing', '/s busy'])
    expect(app.to('/s')).toMatchObject([{ CallDuration: '0', SipHangupCause: '486' }])
  })

  it('is asked for its fallback document with the same fields', async () => {
    const app = await callApplication((_, path) =>
      path === '/voice' ? new Response('down', { status: 500 }) : String(response(say('Sorry.'))),
    )
    await app.placed.heard('Sorry.')
    await app.placed.ended()
    expect(app.story()).toEqual(['/voice ringing', '/fallback ringing', '/s completed'])
    expect(app.to('/fallback')).toEqual(app.to('/voice'))
  })

  it('loses the call if the fallback fails too', async () => {
    const app = await callApplication(() => new Response('down', { status: 500 }))
    expect(app.story()).toEqual(['/voice ringing', '/fallback ringing', '/s failed'])
    expect(app.to('/s')[0]?.['ErrorMessage']).toContain('500')
  })

  it('loses the call if an action fails, without its fallback', async () => {
    const app = await callApplication((_, path) =>
      path === '/voice'
        ? String(response(gather({ action: '/g', numDigits: 1 }), say('Never.')))
        : new Response('unsupported', { status: 415 }),
    )
    await app.placed.press('1')
    expect(app.story()).toEqual(['/voice ringing', '/g in-progress', '/s failed'])
    expect(app.placed.state()).toMatchObject({ status: 'failed', heard: [] })
  })
})

import { gather, hangup, pause, redirect, reject, response, say } from '@greenroom/core/texml/document'
import { describe, expect, it } from 'vitest'
import { createVoiceApp, type VoiceApp } from '../../test/voice-app.ts'

/** Returns an emulator with an app at 127.0.0.1, the address of the app, and the requests that it gets. */
const withApp = (app: VoiceApp) => ({ ...createVoiceApp(app), url: 'http://127.0.0.1:9/voice' })

const menu: VoiceApp = (fields, path) => {
  if (path === '/menu') return String(response(say(`You pressed ${fields.get('Digits')}.`), hangup()))
  return String(
    response(gather({ action: '/menu', numDigits: 1 }, say('Press 1 to join the standup.')), say('Goodbye.')),
  )
}

describe('phone', () => {
  it('calls an app, hears its prompts and presses a key', async () => {
    const { emulator, requests, url } = withApp(menu)
    const call = await emulator.phone('+13125550001').call('+13125550002', { url })
    await call.heard(/press 1/i)
    await call.press('1')
    await call.heard('You pressed 1.')
    expect(await call.ended()).toBe('completed')
    expect(requests).toMatchObject([
      { path: '/voice', fields: { From: '+13125550001', To: '+13125550002', CallStatus: 'ringing' } },
      { path: '/menu', fields: { Digits: '1', CallSid: call.sid } },
    ])
  })

  it('interrupts a prompt with a key, which shortens what was heard', async () => {
    const { emulator, url } = withApp(menu)
    const call = await emulator.phone('+13125550001').call('+13125550002', { url })
    await call.wait(1)
    await call.press('1')
    expect(call.state().heard[0]).toMatchObject({ verb: 'Say', secs: 1 })
  })

  it('goes on with the next verb if no key is pressed', async () => {
    const { emulator, requests, url } = withApp(menu)
    const call = await emulator.phone('+13125550001').call('+13125550002', { url })
    await call.heard('Goodbye.')
    expect(await call.ended()).toBe('completed')
    expect(requests).toHaveLength(1)
  })

  it('reports what was heard if a prompt never comes', async () => {
    const { emulator, url } = withApp(menu)
    const call = await emulator.phone('+13125550001').call('+13125550002', { url })
    await expect(call.heard(/press 9/)).rejects.toThrow(/Say: Goodbye\.\n {2}The call is over \(completed\)/)
  })

  it('rejects a call as its first verb without answering it', async () => {
    const { emulator, url } = withApp(() => String(response(reject({ reason: 'busy' }))))
    const call = await emulator.phone('+13125550001').call('+13125550002', { url })
    expect(call.state()).toMatchObject({ status: 'busy' })
    expect(call.state().timeline.map(({ what }) => what)).not.toContain('in-progress')
  })

  it('ends a call that is redirected more than 100 times', async () => {
    const { emulator, requests, url } = withApp(() => String(response(redirect('/voice'))))
    const call = await emulator.phone('+13125550001').call('+13125550002', { url })
    expect(call.state()).toMatchObject({ status: 'failed', error: { code: 'too-many-verbs' } })
    expect(requests).toHaveLength(101)
  })

  it.each([
    ['raw ampersand', '<Response><Say language="a&b">x</Say></Response>', 'not-well-formed'],
    ['lower-case root', '<response><Say>x</Say></response>', 'wrong-root'],
    [
      'line before the declaration',
      '\n<?xml version="1.0"?><Response><Say>x</Say></Response>',
      'not-well-formed',
    ],
    ['page', '<!doctype html><html><body><br></body></html>', 'not-well-formed'],
  ])('fails a call with a %s in its document', async (_, xml, code) => {
    const { emulator, url } = withApp(() => xml)
    const call = await emulator.phone('+13125550001').call('+13125550002', { url })
    expect(call.state()).toMatchObject({ status: 'failed', error: { code, url } })
  })

  it.each([
    ['with a byte order mark', '\uFEFF<?xml version="1.0"?><Response><Say>Hi.</Say></Response>'],
    [
      'that dials another platform’s client',
      '<Response><Dial><Client>a</Client></Dial><Say>Hi.</Say></Response>',
    ],
    ['with an empty action', '<Response><Gather action="" timeout="1"/><Say>Hi.</Say></Response>'],
  ])('goes on in a document %s', async (_, xml) => {
    const { emulator, requests, url } = withApp(() => xml)
    const call = await emulator.phone('+13125550001').call('+13125550002', { url })
    await call.press('1#')
    await call.heard('Hi.')
    expect(await call.ended()).toBe('completed')
    expect(requests).toHaveLength(1)
  })

  it('runs no verb after a hang-up and waits in a pause', async () => {
    const { emulator, url } = withApp(() => String(response(pause({ length: 3 }), hangup(), say('Never.'))))
    const call = await emulator.phone('+13125550001').call('+13125550002', { url })
    await call.wait(2.9)
    expect(call.state().status).toBe('in-progress')
    await call.wait(0.2)
    expect(call.state()).toMatchObject({ status: 'completed', heard: [] })
  })

  it('takes speech', async () => {
    const { emulator, requests, url } = withApp((_, path) =>
      path === '/said' ? '<Response/>' : String(response(gather({ action: '/said', input: ['speech'] }))),
    )
    const call = await emulator.phone('+13125550001').call('+13125550002', { url })
    await call.say('sales')
    expect(requests.at(-1)).toMatchObject({ path: '/said', fields: { SpeechResult: 'sales' } })
    expect(call.state().status).toBe('completed')
  })
})

import { connect, conversationRelay, parameter, response, say } from '@greenroom/core/texml/document'
import { describe, expect, it } from 'vitest'
import { createSocketApp, type Frame } from '../../../test/socket-app.ts'
import { createVoiceApp } from '../../../test/voice-app.ts'

type Attributes = Omit<Parameters<typeof conversationRelay>[0] & object, 'url'>
type OnFrame = Parameters<typeof createSocketApp>[0]

/** Calls an app that connects the call with a relay, and says `Ended` afterwards. */
async function callRelay(onFrame: OnFrame, attributes: Attributes = {}, action?: string) {
  const relay = await createSocketApp(onFrame)
  const app = createVoiceApp((_, path) => {
    if (path === '/after') return String(response(say('Handed off.')))
    const element = conversationRelay(
      { url: 'wss://relay/', ...attributes },
      parameter({ name: 'plan', value: 'gold' }),
    )
    return String(response(connect(action === undefined ? {} : { action }, element), say('Ended.'))).replace(
      'wss://relay/',
      relay.url,
    )
  })
  return { relay, app, call: await app.call() }
}

const ofType = (frames: readonly Frame[], type: string) => frames.filter((frame) => frame['type'] === type)

describe('conversation relay', () => {
  it('sends a setup, the speech of the caller, and lets the caller hear joined tokens', async () => {
    const { relay, call } = await callRelay((frame, send) => {
      if (frame['type'] !== 'prompt') return
      send({ type: 'text', token: 'You said ' })
      send({ type: 'text', token: `${frame['voicePrompt']}.`, last: true })
    })
    expect(relay.frames).toMatchObject([
      {
        type: 'setup',
        callSid: call.sid,
        callControlId: call.sid,
        from: '+13125550001',
        to: '+13125550002',
        direction: 'inbound',
        customParameters: { plan: 'gold' },
      },
    ])
    await call.say('hello')
    await call.heard('You said hello.')
    expect(relay.frames[1]).toEqual({ type: 'prompt', voicePrompt: 'hello', lang: 'en', last: true })
    await call.hangUp()
    await relay.isClosed
  })

  it('ends with handoff data, which the action gets', async () => {
    const { app, call } = await callRelay(
      (frame, send) => {
        if (frame['type'] === 'prompt') send({ type: 'end', handoffData: '{"to":"billing"}' })
      },
      {},
      '/after',
    )
    await call.wait(7)
    await call.say('billing')
    await call.heard('Handed off.')
    expect(app.to('/after')).toMatchObject([
      {
        Reason: 'handoff',
        HandoffData: '{"to":"billing"}',
        SessionDuration: '7',
        SessionStatus: 'completed',
      },
    ])
  })

  it('goes on with the next verb when the application closes the socket', async () => {
    const { call } = await callRelay((frame, _, socket) => {
      if (frame['type'] === 'prompt') socket.close()
    })
    await call.say('bye')
    await call.heard('Ended.')
  })

  it('reports the speech that interrupts a text, and drops what waits', async () => {
    const { relay, call } = await callRelay((frame, send) => {
      if (frame['type'] !== 'setup') return
      send({ type: 'text', token: 'One two three four five six seven.', last: true })
      send({ type: 'text', token: 'Never heard.', last: true })
    })
    await call.heard('One two three')
    await call.wait(1)
    await call.say('stop')
    await call.wait(30)
    expect(relay.frames.slice(1)).toMatchObject([
      { type: 'interrupt', utteranceUntilInterrupt: 'One two three', durationUntilInterruptMs: 1000 },
      { type: 'prompt', voicePrompt: 'stop' },
    ])
    expect(call.state().heard).toMatchObject([{ verb: 'Say', secs: 1 }])
  })

  it('sends keys if they are detected, and keeps a greeting that cannot be interrupted', async () => {
    const { relay, call } = await callRelay(() => undefined, {
      dtmfDetection: true,
      welcomeGreeting: 'Welcome to the bank.',
      welcomeGreetingInterruptible: 'speech',
    })
    await call.heard('Welcome to the bank.')
    await call.press('1#')
    expect(relay.frames.slice(1)).toEqual([
      { type: 'dtmf', digit: '1' },
      { type: 'dtmf', digit: '#' },
    ])
  })

  it('changes the language, sends keys, plays sounds and answers invalid frames', async () => {
    const { relay, call } = await callRelay((frame, send, socket) => {
      if (frame['type'] !== 'setup') return
      send({ type: 'language', transcriptionLanguage: 'es-ES' })
      send({ type: 'sendDigits', digits: '12#' })
      send({ type: 'play', source: 'https://example.com/a.mp3' })
      send({ type: 'shout' })
      socket.send('not JSON')
    })
    await call.heard('https://example.com/a.mp3')
    await call.say('hola')
    expect(ofType(relay.frames, 'prompt')).toMatchObject([{ lang: 'es-ES' }])
    expect(ofType(relay.frames, 'error').map((frame) => frame['description'])).toEqual([
      'Invalid message: type shout is unknown, or its fields are invalid',
      'Invalid message: not a JSON object',
    ])
    expect(call.state().heard).toMatchObject([{ url: '12#' }, { url: 'https://example.com/a.mp3' }])
  })

  it('ends after ten invalid frames in a row', async () => {
    const { app, call } = await callRelay(
      (frame, send) => {
        if (frame['type'] === 'setup') for (let sent = 0; sent < 10; sent += 1) send({})
      },
      {},
      '/after',
    )
    await call.heard('Handed off.')
    expect(app.to('/after')).toMatchObject([{ Reason: 'service_error', SessionStatus: 'failed' }])
  })

  it('does not let the clock wait for a socket that stays open', async () => {
    const { call } = await callRelay(() => undefined)
    const before = Date.now()
    await call.wait(3600)
    expect(call.state().status).toBe('in-progress')
    expect(Date.now() - before).toBeLessThan(1000)
  })

  it.each([
    ['on another machine', 'wss://192.0.2.1/relay', /not on this machine/],
    ['that nothing listens at', 'ws://127.0.0.1:1/', /could not be opened/],
  ])('goes on without a socket %s', async (_, url, reason) => {
    const app = createVoiceApp(
      () => `<Response><Connect><ConversationRelay url="${url}"/></Connect><Say>Ended.</Say></Response>`,
    )
    const call = await app.call()
    await call.heard('Ended.')
    const ended = call.state().timeline.find(({ what }) => what === 'relay ended')
    expect(ended?.detail).toMatch(reason)
  })

  it('notes a service that is not executed', async () => {
    const app = createVoiceApp(
      () => '<Response><Connect><AIAssistant id="a"/></Connect><Say>Ended.</Say></Response>',
    )
    const call = await app.call()
    await call.heard('Ended.')
    expect(call.state().timeline).toContainEqual(expect.objectContaining({ detail: '<AIAssistant>' }))
  })
})

import { describe, expect, it } from 'vitest'
import { createPhonedApp } from './phoned-app.ts'

describe('a caller with a message', () => {
  it('records it, and the app gets its file and its text', async () => {
    const { emulator, messages, call: dial } = await createPhonedApp()
    const call = await dial()
    await call.heard(/press 3/i)
    await call.press('3')
    await call.heard(/after the tone/)
    await call.wait(5)
    await call.say('Please call me back.')
    await call.press('#')
    await call.heard(/Thank you for your message/)
    expect(await call.ended()).toBe('completed')
    await emulator.clock.advance(10)
    const [recorded, transcribed] = messages
    expect(messages).toHaveLength(2)
    expect(recorded).toMatchObject({ url: expect.stringMatching(/^http/), secs: expect.any(Number) })
    expect(transcribed).toMatchObject({
      recordingSid: recorded?.recordingSid,
      text: 'Please call me back.',
    })
  })

  it('leaves it by hanging up', async () => {
    const { emulator, messages, call: dial } = await createPhonedApp()
    const call = await dial()
    await call.heard(/press 3/i)
    await call.say('voicemail')
    await call.heard(/after the tone/)
    await call.wait(5)
    await call.say('It is me.')
    await call.hangUp()
    await emulator.clock.advance(10)
    expect(messages.map(({ text }) => text)).toEqual([undefined, 'It is me.'])
  })
})

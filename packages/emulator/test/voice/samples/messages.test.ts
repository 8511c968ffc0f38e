import { describe, expect, it } from 'vitest'
import { createSampleApp, heardBy } from './sample-app.ts'

describe('a voicemail', () => {
  it('thanks for a message that ends with a key, and gets its file', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Say>Leave a message after the beep.</Say>
        <Record action="/thanks" finishOnKey="#" maxLength="60" recordingStatusCallback="/events/file"/>
      </Response>`,
      '/thanks': (field) =>
        `<Response><Say>We recorded ${field('RecordingDuration')} seconds.</Say></Response>`,
    })
    const call = await app.call()
    await call.heard('Leave a message')
    await call.wait(10)
    await call.press('#')
    await call.heard(/We recorded \d+ seconds/)
    expect(await call.ended()).toBe('completed')
    expect(app.to('/events/file')).toMatchObject([
      { RecordingStatus: 'completed', RecordingUrl: expect.stringContaining('http') },
    ])
  })

  it('keeps the message of a caller who hangs up, and gets its text', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Record action="/after" timeout="5" transcription="true" transcriptionCallback="/events/text"/>
      </Response>`,
      '/after': '<Response><Say>Never.</Say></Response>',
    })
    const call = await app.call()
    await call.say('Call me back, please.')
    await call.hangUp()
    await app.emulator.clock.advance(10)
    expect(app.to('/after')).toMatchObject([{ Digits: 'hangup' }])
    expect(app.to('/events/text')).toMatchObject([{ TranscriptionText: 'Call me back, please.' }])
    expect(heardBy(call)).toEqual([])
  })

  it('asks again if nothing was said', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Say>Please speak now.</Say>
        <Record action="/thanks" timeout="3" maxLength="10"/>
        <Say>We did not hear you.</Say>
        <Redirect>/voice</Redirect>
      </Response>`,
      '/thanks': '<Response><Say>Thank you.</Say></Response>',
    })
    const call = await app.call()
    await call.heard('We did not hear you.')
    await call.heard('Please speak now.')
    await call.wait(2)
    await call.say('Here I am.')
    await call.heard('Thank you.')
    expect(app.paths()).toEqual(['/voice', '/voice', '/thanks'])
  })

  it('takes the message if the owner does not answer', async () => {
    const app = createSampleApp({
      '/voice': '<Response><Dial action="/dialed" timeout="15">+13125550003</Dial></Response>',
      '/dialed': (field) =>
        field('DialCallStatus') === 'completed'
          ? '<Response><Hangup/></Response>'
          : `<Response>
              <Say>Jo is not here.</Say>
              <Record action="/saved" maxLength="30" playBeep="true"/>
            </Response>`,
      '/saved': '<Response><Say>Saved.</Say></Response>',
    })
    const missed = await app.call()
    await missed.heard('Jo is not here.', { withinSecs: 16 })
    await missed.wait(40)
    expect(heardBy(missed)).toContain('Saved.')
    expect(app.to('/dialed')).toMatchObject([{ DialCallStatus: 'no-answer', DialCallDuration: '0' }])

    const talk = await app.call()
    await app.ringing('+13125550003').answer()
    await talk.wait(5)
    await app.ringing('+13125550003').hangUp()
    expect(await talk.ended()).toBe('completed')
    expect(heardBy(talk)).toEqual([])
  })

  it('lets the caller record a message again', async () => {
    const app = createSampleApp({
      '/voice': `<Response><Say>Record your name.</Say><Record action="/review" finishOnKey="#"/></Response>`,
      '/review': (field) => `<Response>
        <Gather action="/keep" numDigits="1">
          <Play>${field('RecordingUrl').replaceAll('&', '&amp;')}</Play>
          <Say>Press one to keep it, or two to record it again.</Say>
        </Gather>
      </Response>`,
      '/keep': (field) =>
        field('Digits') === '2'
          ? '<Response><Redirect>/voice</Redirect></Response>'
          : '<Response><Say>Your name is saved.</Say></Response>',
    })
    const call = await app.call()
    for (const key of ['2', '1']) {
      await call.heard('Record your name.')
      await call.wait(5)
      await call.press('#')
      // The recording is played as long as it is.
      expect(await call.heard(/files/)).toMatchObject({ verb: 'Play' })
      await call.heard('Press one to keep it')
      expect(call.state().heard.at(-2)?.secs).toBeGreaterThanOrEqual(3)
      await call.press(key)
    }
    await call.heard('Your name is saved.')
    const [first, second] = app.to('/review').map(({ RecordingSid }) => RecordingSid)
    expect(first).not.toBe(second)
  })

  it('is announced after hours with a sound that is not there', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Play failoverUrl="/sounds/also-missing.mp3" continueOnError="true">/sounds/missing.mp3</Play>
        <Say>We are closed.</Say>
        <Pause length="2"/>
        <Hangup/>
      </Response>`,
    })
    const call = await app.call()
    expect(await call.ended()).toBe('completed')
    expect(app.paths()).toEqual(['/voice', '/sounds/missing.mp3', '/sounds/also-missing.mp3'])
    expect(heardBy(call)).toEqual(['We are closed.'])
  })
})

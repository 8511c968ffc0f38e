import { describe, expect, it } from 'vitest'
import { createSampleApp, heardBy } from './sample-app.ts'

const moderatorNumber = '+13125550111'

describe('a conference call', () => {
  it('plays music until the moderator comes, and ends with the moderator', async () => {
    const app = createSampleApp({
      '/voice': (field) => {
        const isModerator = field('From') === moderatorNumber
        return `<Response>
          <Dial action="/left">
            <Conference startConferenceOnEnter="${isModerator}" endConferenceOnExit="${isModerator}"
              waitUrl="/hold" statusCallback="/events/room" statusCallbackEvent="start join leave end">07</Conference>
          </Dial>
        </Response>`
      },
      '/hold': '<Response><Play>https://sounds.example.com/hold.mp3</Play></Response>',
      '/left': '<Response><Say>The meeting is over.</Say></Response>',
    })
    const guest = await app.call()
    await guest.heard('hold.mp3')
    await guest.heard('hold.mp3')
    const moderator = await app.callFrom(moderatorNumber)
    await moderator.wait(60)
    const music = heardBy(guest).length
    await moderator.hangUp()
    await guest.heard('The meeting is over.')
    expect(heardBy(guest)).toHaveLength(music + 1)
    expect(await guest.ended()).toBe('completed')
    const reports = app.to('/events/room')
    expect(reports.map(({ StatusCallbackEvent }) => StatusCallbackEvent)).toEqual([
      ...['participant-join', 'conference-start', 'participant-join'],
      ...['participant-leave', 'participant-leave', 'conference-end'],
    ])
    // A name of digits stays as it is.
    expect(reports.every(({ FriendlyName }) => FriendlyName === '07')).toBe(true)
    // A moderator who hung up gets no document, but the app gets the report.
    expect(app.to('/left').map(({ DialCallStatus }) => DialCallStatus)).toEqual(['completed', 'completed'])
  })

  it('has listeners, and a label for each participant', async () => {
    const app = createSampleApp({
      '/voice': (field) => `<Response>
        <Say>You join as a listener.</Say>
        <Dial>
          <Conference muted="true" beep="onEnter" participantLabel="listener ${field('From')}"
            statusCallback="/events/room" statusCallbackEvent="join speaker">Town hall</Conference>
        </Dial>
      </Response>`,
    })
    const call = await app.call()
    await call.wait(5)
    await call.say('Can you hear me?')
    await call.hangUp()
    expect(app.to('/events/room')).toMatchObject([
      { StatusCallbackEvent: 'participant-join', ParticipantLabel: 'listener +13125550001' },
    ])
    expect(app.to('/events/room')).toHaveLength(1)
  })

  it('sends a caller away when it is full', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Dial action="/joined"><Conference maxParticipants="2">pair</Conference></Dial>
      </Response>`,
      '/joined': (field) =>
        field('DialCallStatus') === 'failed'
          ? '<Response><Say>The room is full.</Say></Response>'
          : '<Response/>',
    })
    const first = await app.call()
    const second = await app.callFrom('+13125550002')
    const third = await app.callFrom('+13125550003')
    await third.heard('The room is full.')
    await first.hangUp()
    await second.hangUp()
    const fourth = await app.callFrom('+13125550004')
    await fourth.wait(10)
    expect(heardBy(fourth)).toEqual([])
  })

  it('is recorded from its start to its end', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Say>This meeting is recorded.</Say>
        <Dial>
          <Conference record="record-from-start" recordingStatusCallback="/events/recording">minutes</Conference>
        </Dial>
      </Response>`,
    })
    const first = await app.call()
    await first.wait(10)
    const second = await app.callFrom('+13125550004')
    await second.wait(20)
    await first.hangUp()
    expect(app.to('/events/recording')).toEqual([])
    await second.wait(5)
    await second.hangUp()
    await app.emulator.clock.advance(5)
    expect(app.to('/events/recording')).toMatchObject([
      { RecordingStatus: 'completed', RecordingSource: 'Conference', RecordingUrl: expect.anything() },
    ])
  })

  it('is left by a caller after its time', async () => {
    const app = createSampleApp({
      '/voice': `<Response>
        <Dial timeLimit="120"><Conference>trial</Conference></Dial>
        <Say>Your two free minutes are over.</Say>
      </Response>`,
    })
    const call = await app.call()
    await call.heard('two free minutes', { withinSecs: 121 })
  })
})

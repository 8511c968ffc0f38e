import { createClient } from '@greenroom/core'
import { createTexml } from '@greenroom/core/texml'
import { describe, expect, it } from 'vitest'
import { createVoiceApp } from '../../../test/voice-app.ts'

const base = 'http://127.0.0.1:9'
const office = '+13125550009'
const events = 'statusCallback="/status" statusCallbackEvent="start end join leave speaker"'

/** Returns an app that responds by path, and lets phones call it. */
function withDocuments(documents: Readonly<Record<string, string>>) {
  const app = createVoiceApp((_, path) => {
    const verbs = documents[path]
    return path === '/status' || path === '/recording' ? '' : `<Response>${verbs ?? ''}</Response>`
  })
  return {
    ...app,
    dial: (from: string, path: string) => app.emulator.phone(from).call(office, { url: base + path }),
    statuses: () => app.to('/status').map(({ StatusCallbackEvent }) => StatusCallbackEvent),
    texml: createTexml(createClient({ apiKey: 'KEY', fetch: app.emulator.fetch }), { accountSid: 'AC' }),
  }
}

const room = (attributes: string, name = '07', dial = '') =>
  `<Dial ${dial}><Conference ${attributes}>${name}</Conference></Dial><Say>After.</Say>`
const [guest, other, host] = ['+13125550001', '+13125550002', '+13125550003'] as const

describe('<Dial><Conference>', () => {
  it('lets participants wait for a moderator, and go on when the moderator leaves', async () => {
    const { dial, statuses, paths, to } = withDocuments({
      '/guest': room(
        `startConferenceOnEnter="false" waitUrl="/wait" participantLabel="guest" ${events}`,
        '07',
        'action="/d"',
      ),
      '/host': room('endConferenceOnExit="true"'),
      '/wait': '<Say>Please hold on.</Say><Pause length="9"/>',
      '/d': '<Say>Good bye.</Say>',
    })
    const waiting = await dial(guest, '/guest')
    await waiting.wait(15)
    expect(statuses()).toEqual(['participant-join'])
    const moderator = await dial(host, '/host')
    await waiting.wait(60)
    expect(waiting.state().heard).toMatchObject([{ text: 'Please hold on.' }, { text: 'Please hold on.' }])
    await moderator.hangUp()
    await waiting.heard('Good bye.')
    expect(await waiting.ended()).toBe('completed')
    expect(statuses()).toEqual([
      'participant-join',
      'conference-start',
      'participant-join',
      'participant-leave',
      'participant-leave',
      'conference-end',
    ])
    expect(paths().filter((path) => path !== '/status')).toEqual(['/guest', '/wait', '/wait', '/host', '/d'])
    expect(to('/d')).toMatchObject([{ DialCallStatus: 'completed', DialCallDuration: '75' }])
    expect(to('/status').map(({ SequenceNumber }) => SequenceNumber)).toEqual(['0', '1', '2', '3', '4', '5'])
    expect(to('/status')[0]).toMatchObject({
      CallSid: waiting.sid,
      CallSidLegacy: waiting.sid,
      FriendlyName: '07',
      ParticipantLabel: 'guest',
      CallingPartyType: 'pstn',
      From: guest,
      FromSipUri: `${guest}@sip.telnyx.com`,
      To: office,
      ToSipUri: `${office}@sip.telnyx.com`,
    })
  })

  it('connects three callers, who hear beeps and are reported when they speak', async () => {
    const { dial, to, texml } = withDocuments({
      '/in': room(events, '+13125550100'),
      '/muted': room('muted="true" beep="onExit"', '+13125550100'),
    })
    const ann = await dial(guest, '/in')
    const ben = await dial(other, '/in')
    const cyd = await dial(host, '/muted')
    const beeps = (call: typeof ann) => call.state().timeline.filter(({ what }) => what === 'beep').length
    expect([ann, ben, cyd].map(beeps)).toEqual([1, 0, 0])
    const { data } = await texml.conferenceParticipants.list({ conference_sid: '+13125550100' })
    expect(data.map(({ muted }) => muted)).toEqual([false, false, true])
    await ann.say('Hello.')
    await ann.say('Are you there?')
    await cyd.say('Yes.')
    await ben.say('Yes.')
    const speakers = to('/status').filter((fields) => fields['StatusCallbackEvent'] === 'dominant-speaker')
    expect(speakers.map(({ CallSid }) => CallSid)).toEqual([ann.sid, ben.sid])
    await cyd.hangUp()
    expect([ann, ben].map(beeps)).toEqual([2, 1])
    await ann.hangUp()
    await ben.hangUp()
    expect(to('/status').at(-1)).toMatchObject({ StatusCallbackEvent: 'conference-end', CallSid: ben.sid })
  })

  it('keeps out a caller when it is full', async () => {
    const { dial, to } = withDocuments({
      '/in': room('maxParticipants="2"'),
      '/third': room('', '07', 'action="/d"'),
      '/d': '<Say>Full.</Say>',
    })
    await dial(guest, '/in')
    await dial(other, '/in')
    const third = await dial(host, '/third')
    await third.heard('Full.')
    expect(to('/d')).toMatchObject([{ DialCallStatus: 'failed', DialCallDuration: '0' }])
  })

  it('records from the start and reports the recording without its URL', async () => {
    const recording =
      'record="record-from-start" recordingStatusCallback="/recording" sendRecordingUrl="false"'
    const { dial, to } = withDocuments({
      '/in': room(`${recording} recordingStatusCallbackEvent="in-progress completed"`),
    })
    const caller = await dial(guest, '/in')
    expect(caller.state().timeline).toContainEqual(expect.objectContaining({ what: 'beep' }))
    await caller.wait(7)
    await caller.hangUp()
    const reports = to('/recording')
    expect(reports).toMatchObject([
      { RecordingStatus: 'in-progress' },
      { RecordingStatus: 'completed', RecordingDuration: '7' },
    ])
    expect(reports[1]).not.toHaveProperty('RecordingUrl')
  })

  it('ends at the time limit, and the next verb runs', async () => {
    const { dial } = withDocuments({ '/in': room('', '07', 'timeLimit="60"') })
    const caller = await dial(guest, '/in')
    await caller.wait(59)
    expect(caller.state().heard).toEqual([])
    await caller.heard('After.')
  })

  it('leaves the conference when the API gives its call another document', async () => {
    const { dial, texml, statuses } = withDocuments({ '/in': room(events) })
    const caller = await dial(guest, '/in')
    await texml.calls.update({ call_sid: caller.sid, Texml: '<Response><Say>Moved.</Say></Response>' })
    await caller.heard('Moved.')
    expect(statuses()).toEqual([
      'conference-start',
      'participant-join',
      'participant-leave',
      'conference-end',
    ])
  })

  it('starts when a waiting participant joins again as the moderator', async () => {
    const { dial, texml, to } = withDocuments({
      '/in': room('startConferenceOnEnter="false" waitUrl="/wait"'),
      '/wait': '<Pause length="10"/>',
    })
    const first = await dial(guest, '/in')
    const second = await dial(other, '/in')
    const Texml = `<Response>${room('')}</Response>`
    await texml.calls.update({ call_sid: first.sid, Texml })
    const requested = to('/wait').length
    await second.wait(60)
    expect(to('/wait')).toHaveLength(requested)
    const { data } = await texml.conferences.list()
    expect(data.map(({ status }) => status)).toEqual(['in-progress'])
    const { data: participants } = await texml.conferenceParticipants.list({ conference_sid: '07' })
    expect(participants.map(({ muted, status }) => [muted, status])).toEqual([
      [false, 'connected'],
      [false, 'connected'],
    ])
  })

  it('runs no wait document that arrives after the start', async () => {
    let respond = (_: string) => {}
    const late = new Promise<string>((resolve) => {
      respond = resolve
    })
    const app = createVoiceApp((_, path) =>
      path === '/wait'
        ? late
        : `<Response>${room(path === '/guest' ? 'startConferenceOnEnter="false" waitUrl="/wait"' : '')}</Response>`,
    )
    const dial = (from: string, path: string) => app.emulator.phone(from).call(office, { url: base + path })
    const waiting = dial(guest, '/guest')
    await expect.poll(() => app.paths()).toContain('/wait')
    const moderator = dial(host, '/host')
    await expect
      .poll(() => app.emulator.calls().flatMap(({ timeline }) => timeline.map(({ what }) => what)))
      .toContain('the conference started')
    respond('<Response><Say>Too late.</Say></Response>')
    await moderator
    const caller = await waiting
    await caller.wait(5)
    expect(caller.state().heard).toEqual([])
  })

  it('loses a participant who gets a document by the API', async () => {
    const { texml, emulator, statuses } = withDocuments({})
    const { call_sid } = await texml.conferenceParticipants.create({
      conference_sid: '07',
      ApplicationSid: 'app',
      From: office,
      To: guest,
      ConferenceStatusCallback: `${base}/status`,
      ConferenceStatusCallbackEvent: 'leave end',
    })
    const phone = emulator.phone(guest).incoming()
    await phone.answer()
    await texml.calls.update({ call_sid, Texml: '<Response><Say>Moved.</Say></Response>' })
    await phone.heard('Moved.')
    expect(statuses()).toEqual(['participant-leave', 'conference-end'])
  })

  it('hangs up when the API ends the conference', async () => {
    const { dial, texml, to } = withDocuments({ '/in': room('', '07', 'action="/d"') })
    const caller = await dial(guest, '/in')
    await texml.conferences.update({ conference_sid: '07', Status: 'completed' })
    expect(await caller.ended()).toBe('completed')
    await caller.wait(0)
    expect(to('/d')).toMatchObject([{ DialCallStatus: 'completed', CallStatus: 'completed' }])
    expect(caller.state().heard).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { createTexmlHarness } from './texml-harness.ts'

describe('TeXML accounts', () => {
  it('rejects access to resources of another account or another call', async () => {
    const harness = createTexmlHarness()
    const [call_sid, other] = [await harness.place(), await harness.place()]
    for (const sid of [call_sid, other]) await harness.play(sid, 'answer')
    const { sid: recording_sid } = await harness.texml.callRecordings.start({ call_sid })
    const { sid: streaming_sid } = await harness.texml.callStreams.start({ call_sid, Url: 'wss://app.test' })
    const account_sid = 'another'
    const missing = { status: 404, detail: 'Resource not found' }
    for (const call of [
      harness.texml.calls.retrieve({ account_sid, call_sid }),
      harness.texml.calls.update({ account_sid, call_sid, Status: 'completed' }),
      harness.texml.recordings.retrieve({ account_sid, recording_sid }),
      harness.texml.recordings.delete({ account_sid, recording_sid }),
      harness.texml.callRecordings.update({ call_sid: other, recording_sid, Status: 'stopped' }),
      harness.texml.callStreams.update({ call_sid: other, streaming_sid }),
      harness.texml.callSiprec.update({ call_sid, siprec_sid: streaming_sid, Status: 'stopped' }),
    ]) {
      await expect(call).rejects.toMatchObject(missing)
    }
    expect((await harness.texml.calls.retrieve({ call_sid })).status).toBe('in-progress')
    expect((await harness.texml.recordings.retrieve({ recording_sid })).status).toBe('in-progress')
  })

  it('filters recordings by the time of creation, not only by the day', async () => {
    const harness = createTexmlHarness(undefined, { now: Date.parse('2026-01-10T12:00:00Z') })
    const call_sid = await harness.place()
    await harness.play(call_sid, 'answer')
    await harness.texml.callRecordings.start({ call_sid })
    harness.emulator.clock.advance(60)
    const { sid } = await harness.texml.callRecordings.start({ call_sid })
    const found = await harness.texml.recordings.list({ DateCreated: '>=2026-01-10T12:00:30' })
    expect(found.data.map((recording) => recording.sid)).toEqual([sid])
  })

  it('keeps a conference when a participant with EndConferenceOnExit never joined', async () => {
    const harness = createTexmlHarness()
    const parties = { ApplicationSid: 'app', From: '+13125550001', To: '+13125550002' }
    const dial = async (more: object = {}) =>
      (await harness.texml.conferenceParticipants.create({ conference_sid: 'board', ...parties, ...more }))
        .call_sid
    const [guest, host] = [await dial(), await dial({ EndConferenceOnExit: true })]
    await harness.play(guest, 'answer')
    await harness.play(host, 'busy')
    expect((await harness.texml.conferences.retrieve({ conference_sid: 'board' })).status).toBe('in-progress')
  })
})

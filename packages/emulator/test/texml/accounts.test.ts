import { describe, expect, it } from 'vitest'
import { texmlHarness } from './texml-harness.ts'

describe('TeXML accounts', () => {
  it('rejects access to resources of another account or another call', async () => {
    const x = texmlHarness()
    const [call_sid, other] = [await x.place(), await x.place()]
    for (const sid of [call_sid, other]) await x.play(sid, 'answer')
    const { sid: recording_sid } = await x.texml.callRecordings.start({ call_sid })
    const { sid: streaming_sid } = await x.texml.callStreams.start({ call_sid, Url: 'wss://app.test' })
    const account_sid = 'another'
    const missing = { status: 404, detail: 'Resource not found' }
    for (const call of [
      x.texml.calls.retrieve({ account_sid, call_sid }),
      x.texml.calls.update({ account_sid, call_sid, Status: 'completed' }),
      x.texml.recordings.retrieve({ account_sid, recording_sid }),
      x.texml.recordings.delete({ account_sid, recording_sid }),
      x.texml.callRecordings.update({ call_sid: other, recording_sid, Status: 'stopped' }),
      x.texml.callStreams.update({ call_sid: other, streaming_sid }),
      x.texml.callSiprec.update({ call_sid, siprec_sid: streaming_sid, Status: 'stopped' }),
    ]) {
      await expect(call).rejects.toMatchObject(missing)
    }
    expect((await x.texml.calls.retrieve({ call_sid })).status).toBe('in-progress')
    expect((await x.texml.recordings.retrieve({ recording_sid })).status).toBe('in-progress')
  })

  it('filters recordings by the time of creation, not only by the day', async () => {
    const x = texmlHarness(undefined, { now: Date.parse('2026-01-10T12:00:00Z') })
    const call_sid = await x.place()
    await x.play(call_sid, 'answer')
    await x.texml.callRecordings.start({ call_sid })
    x.emulator.clock.advance(60)
    const { sid } = await x.texml.callRecordings.start({ call_sid })
    const found = await x.texml.recordings.list({ DateCreated: '>=2026-01-10T12:00:30' })
    expect(found.data.map((recording) => recording.sid)).toEqual([sid])
  })

  it('keeps a conference when a participant with EndConferenceOnExit never joined', async () => {
    const x = texmlHarness()
    const line = { ApplicationSid: 'app', From: '+13125550001', To: '+13125550002' }
    const dial = async (more: object = {}) =>
      (await x.texml.conferenceParticipants.create({ conference_sid: 'board', ...line, ...more })).call_sid
    const [guest, host] = [await dial(), await dial({ EndConferenceOnExit: true })]
    await x.play(guest, 'answer')
    await x.play(host, 'busy')
    expect((await x.texml.conferences.retrieve({ conference_sid: 'board' })).status).toBe('in-progress')
  })
})

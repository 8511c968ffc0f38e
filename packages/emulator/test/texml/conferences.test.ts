import { paginate } from '@greenroom/core'
import { describe, expect, it } from 'vitest'
import { createTexmlHarness, parties, url } from './texml-harness.ts'

describe('TeXML conference', () => {
  it('dials, mutes, holds, records and ends three participants, with callbacks in order', async () => {
    const harness = createTexmlHarness()
    const conference_sid = 'board'
    const dial = async (To: string, more: object = {}) =>
      (
        await harness.texml.conferenceParticipants.create({
          conference_sid,
          ...parties,
          To,
          ConferenceStatusCallback: url,
          ConferenceStatusCallbackEvent: 'start end join leave',
          ConferenceRecord: 'record-from-start',
          ConferenceRecordingStatusCallback: url,
          CustomHeaders: [{ name: 'X-A', value: '1' }],
          ...more,
        })
      ).call_sid
    const ann = await dial('+13125550010', { Label: 'ann' })
    const ben = await dial('+13125550011')
    const cyd = await dial('+13125550012')
    for (const sid of [ann, ben, cyd]) await harness.play(sid, 'answer')

    const participants = () => harness.texml.conferenceParticipants.list({ conference_sid })
    expect((await participants()).data.map(({ status }) => status)).toEqual([
      'connected',
      'connected',
      'connected',
    ])
    const who = { conference_sid, call_sid_or_participant_label: 'ann' }
    expect(await harness.texml.conferenceParticipants.update({ ...who, Muted: true })).toMatchObject({
      muted: true,
    })
    expect(await harness.texml.conferenceParticipants.update({ ...who, Hold: true })).toMatchObject({
      hold: true,
      muted: true,
    })
    await harness.texml.conferenceParticipants.delete({ conference_sid, call_sid_or_participant_label: cyd })
    expect((await participants()).data).toHaveLength(2)
    harness.emulator.clock.advance(30)
    expect(await harness.texml.conferences.update({ conference_sid, Status: 'completed' })).toMatchObject({
      status: 'completed',
      reason_conference_ended: 'conference-ended-via-api',
    })
    await harness.emulator.webhooks.settled()
    expect(
      harness.forms.map(
        ({ fields }) => fields['StatusCallbackEvent'] ?? `recording ${fields['RecordingStatus']}`,
      ),
    ).toEqual([
      'conference-start',
      'participant-join',
      'participant-join',
      'participant-join',
      'participant-leave',
      'participant-leave',
      'participant-leave',
      'recording completed',
      'conference-end',
    ])
    const { data: ended } = await harness.texml.conferences.list({ Status: 'completed' })
    const id = ended[0]?.sid ?? ''
    expect((await harness.texml.conferences.listRecordings({ conference_sid: id })).data).toMatchObject([
      { status: 'completed', duration: '30' },
    ])
    expect(
      (await harness.texml.conferences.listRecordingResources({ conference_sid: id })).data,
    ).toMatchObject([{ status: 'completed', duration: 30 }])
    expect((await harness.texml.transcriptions.list()).data).toMatchObject([{ status: 'in-progress' }])
    harness.emulator.clock.advance(3)
    expect((await harness.texml.transcriptions.list()).data).toMatchObject([{ status: 'completed' }])
  })

  it('ends with its last participant or one with EndConferenceOnExit', async () => {
    const harness = createTexmlHarness()
    const dial = async (conference_sid: string, more: object = {}) => {
      const { call_sid } = await harness.texml.conferenceParticipants.create({
        conference_sid,
        ...parties,
        ...more,
      })
      await harness.play(call_sid, 'answer')
      return call_sid
    }
    await harness.play(await dial('one'), 'hangup')
    const host = await dial('two', { EndConferenceOnExit: true })
    const guest = await dial('two')
    await harness.play(host, 'hangup')
    expect((await harness.texml.calls.retrieve({ call_sid: guest })).status).toBe('completed')
    const { data } = await harness.texml.conferences.list()
    expect(data.map(({ reason_conference_ended: reason }) => reason).sort()).toEqual([
      'last-participant-left',
      'participant-with-end-conference-on-exit-left',
    ])
  })

  it('cancels unanswered calls when it ends', async () => {
    const harness = createTexmlHarness()
    const conference_sid = 'board'
    const dial = async () =>
      (await harness.texml.conferenceParticipants.create({ conference_sid, ...parties })).call_sid
    const [connected, removed, dialed] = [await dial(), await dial(), await dial()]
    await harness.play(connected, 'answer')
    await harness.texml.conferenceParticipants.delete({
      conference_sid,
      call_sid_or_participant_label: removed,
    })
    await harness.texml.conferences.update({ conference_sid, Status: 'completed' })
    const statuses = [connected, removed, dialed].map(async (call_sid) =>
      harness.texml.calls.retrieve({ call_sid }),
    )
    expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual([
      'completed',
      'canceled',
      'canceled',
    ])
  })

  it('rejects any other status than completed', async () => {
    const harness = createTexmlHarness()
    const conference_sid = 'board'
    await harness.texml.conferenceParticipants.create({ conference_sid, ...parties })
    await expect(
      harness.texml.conferences.update({ conference_sid, Status: 'paused' }),
    ).rejects.toMatchObject({
      status: 422,
      code: '10032',
      pointer: '/Status',
    })
    expect((await harness.texml.conferences.retrieve({ conference_sid })).status).toBe('init')
  })

  it('reports the parties of a joining call and who answered', async () => {
    const harness = createTexmlHarness()
    const { call_sid } = await harness.texml.conferenceParticipants.create({
      conference_sid: 'board',
      ...parties,
      MachineDetection: 'DetectMessageEnd',
      AmdStatusCallback: `${url}/amd`,
      ConferenceStatusCallback: url,
      ConferenceStatusCallbackEvent: 'join',
    })
    await harness.play(call_sid, 'answer')
    expect(harness.forms.map(({ fields }) => fields).sort((a) => (a['AnsweredBy'] ? -1 : 1))).toMatchObject([
      { AnsweredBy: 'human', CallSid: call_sid },
      { StatusCallbackEvent: 'participant-join', From: parties.From, To: parties.To },
    ])
  })
})

describe('participants of a TeXML conference', () => {
  it('pages like every other list, although no parameters are documented', async () => {
    const harness = createTexmlHarness()
    const conference_sid = 'all-hands'
    for (let i = 0; i < 23; i++) {
      await harness.texml.conferenceParticipants.create({ conference_sid, ...parties, Label: `p${i}` })
    }
    const sids = new Set<string>()
    for await (const { call_sid } of paginate(harness.texml.conferenceParticipants.list, {
      conference_sid,
    })) {
      sids.add(call_sid)
    }
    expect(sids.size).toBe(23)
  })
})

import { isApiError } from '@greenroom/core'
import { describe, expect, it } from 'vitest'
import { createTexmlHarness, url } from './texml-harness.ts'

describe('recordings, streams and SIPREC of a call', () => {
  it('starts them only for an answered call and ends them with it', async () => {
    const harness = createTexmlHarness()
    const call_sid = await harness.place()
    await expect(harness.texml.callRecordings.start({ call_sid })).rejects.toMatchObject({
      status: 422,
      code: '90034',
    })
    await harness.play(call_sid, 'answer')
    const { sid: recording_sid } = await harness.texml.callRecordings.start({
      call_sid,
      RecordingStatusCallback: url,
    })
    await harness.texml.callRecordings.update({ call_sid, recording_sid, Status: 'paused' })
    expect((await harness.texml.callRecordings.list({ call_sid })).data).toMatchObject([{ status: 'paused' }])
    const stream = await harness.texml.callStreams.start({ call_sid, Url: 'wss://app.test', Name: 's' })
    expect(await harness.texml.callStreams.update({ call_sid, streaming_sid: stream.sid })).toMatchObject({
      status: 'stopped',
    })
    const siprec = await harness.texml.callSiprec.start({ call_sid, ConnectorName: 'c' })
    expect(siprec).toMatchObject({ status: 'in-progress', track: 'both_tracks' })
    harness.emulator.clock.advance(7)
    await harness.play(call_sid, 'hangup')
    expect(harness.forms.at(-1)?.fields).toMatchObject({
      RecordingStatus: 'completed',
      RecordingDuration: '7',
    })
    const ended = await harness.texml.recordings.retrieve({ recording_sid })
    expect(ended).toMatchObject({ status: 'completed', duration: '7' })
    expect((await harness.emulator.fetch(ended.media_url ?? '')).headers.get('content-type')).toBe(
      'audio/webm',
    )
    await expect(
      harness.texml.callRecordings.update({ call_sid, recording_sid, Status: 'paused' }),
    ).rejects.toMatchObject({ status: 404, detail: 'Resource not found' })
    await harness.texml.recordings.delete({ recording_sid })
    await expect(harness.texml.recordings.retrieve({ recording_sid })).rejects.toSatisfy(isApiError)
  })
})

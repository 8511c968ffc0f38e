import { isApiError } from '@greenroom/core'
import { describe, expect, it } from 'vitest'
import { texmlHarness, url } from './texml-harness.ts'

describe('recordings, streams and SIPREC of a call', () => {
  it('starts them only for an answered call and ends them with it', async () => {
    const x = texmlHarness()
    const call_sid = await x.place()
    await expect(x.texml.callRecordings.start({ call_sid })).rejects.toMatchObject({
      status: 422,
      code: '90034',
    })
    await x.play(call_sid, 'answer')
    const { sid: recording_sid } = await x.texml.callRecordings.start({
      call_sid,
      RecordingStatusCallback: url,
    })
    await x.texml.callRecordings.update({ call_sid, recording_sid, Status: 'paused' })
    expect((await x.texml.callRecordings.list({ call_sid })).data).toMatchObject([{ status: 'paused' }])
    const stream = await x.texml.callStreams.start({ call_sid, Url: 'wss://app.test', Name: 's' })
    expect(await x.texml.callStreams.update({ call_sid, streaming_sid: stream.sid })).toMatchObject({
      status: 'stopped',
    })
    const siprec = await x.texml.callSiprec.start({ call_sid, ConnectorName: 'c' })
    expect(siprec).toMatchObject({ status: 'in-progress', track: 'both_tracks' })
    x.emulator.clock.advance(7)
    await x.play(call_sid, 'hangup')
    expect(x.forms.at(-1)?.fields).toMatchObject({ RecordingStatus: 'completed', RecordingDuration: '7' })
    const ended = await x.texml.recordings.retrieve({ recording_sid })
    expect(ended).toMatchObject({ status: 'completed', duration: '7' })
    expect((await x.emulator.fetch(ended.media_url ?? '')).headers.get('content-type')).toBe('audio/webm')
    await expect(
      x.texml.callRecordings.update({ call_sid, recording_sid, Status: 'paused' }),
    ).rejects.toMatchObject({ status: 404, detail: 'Resource not found' })
    await x.texml.recordings.delete({ recording_sid })
    await expect(x.texml.recordings.retrieve({ recording_sid })).rejects.toSatisfy(isApiError)
  })
})

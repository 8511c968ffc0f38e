import { record, response, say } from '@greenroom/core/texml/document'
import { describe, expect, it } from 'vitest'
import { createVoiceApp, type VoiceApp } from '../../../test/voice-app.ts'

type Attributes = Parameters<typeof record>[0]

/** An app that records, says goodbye, and responds to `/saved` with thanks. */
function voicemail(attributes: Attributes): VoiceApp {
  return (_, path) => {
    if (path === '/saved') return String(response(say('Thanks.')))
    return String(response(record(attributes), say('Goodbye.')))
  }
}

describe('record', () => {
  it('ends with a key, requests its action and reports the recording and its transcript', async () => {
    const app = createVoiceApp(
      voicemail({
        action: '/saved',
        finishOnKey: '*#',
        channels: 'single',
        recordingStatusCallback: '/status',
        recordingStatusCallbackEvent: ['in-progress', 'completed'],
        transcription: true,
        transcriptionCallback: '/transcript',
      }),
    )
    const call = await app.call()
    await call.say('Please call')
    await call.press('1')
    await call.wait(4)
    await call.say('me back.')
    await call.press('#')
    await call.heard('Thanks.')
    expect(call.state().timeline.map(({ what }) => what)).toContain('beep')
    const [saved = {}] = app.to('/saved')
    expect(saved).toMatchObject({
      CallSid: call.sid,
      From: '+13125550001',
      To: '+13125550002',
      Digits: '#',
      RecordingDuration: '4',
      RecordingStatus: 'completed',
    })
    const [started, completed] = app.to('/status')
    expect(started).toMatchObject({ RecordingStatus: 'in-progress', RecordingSid: saved['RecordingSid'] })
    expect(completed).toMatchObject({
      RecordingStatus: 'completed',
      RecordingSource: 'RecordVerb',
      RecordingChannels: '1',
      RecordingDuration: '4',
    })
    await app.emulator.clock.advance(3)
    expect(app.to('/transcript')).toMatchObject([
      {
        CallSid: call.sid,
        RecordingSid: saved['RecordingSid'],
        TranscriptionStatus: 'completed',
        TranscriptionText: 'Please call me back.',
      },
    ])
  })

  it('notes sound without words once, however long it lasts', async () => {
    const app = createVoiceApp(voicemail({ action: '/saved', timeout: 2 }))
    const call = await app.call()
    for (let secs = 0; secs < 5; secs++) {
      await call.say('')
      await call.wait(1)
    }
    expect(call.state().timeline.filter(({ what }) => what === 'speech')).toHaveLength(1)
    await call.heard('Thanks.')
    expect(app.to('/saved')).toMatchObject([{ RecordingDuration: '6' }])
  })

  it('ends after silence that follows speech', async () => {
    const app = createVoiceApp(voicemail({ action: '/saved', timeout: 5 }))
    const call = await app.call()
    await call.wait(100)
    await call.say('One')
    await call.wait(4)
    await call.say('Two')
    await call.wait(4.9)
    expect(app.to('/saved')).toEqual([])
    await call.wait(0.2)
    expect(app.to('/saved')).toMatchObject([{ RecordingDuration: '109' }])
    expect(app.to('/saved')[0]).not.toHaveProperty('Digits')
  })

  it('ends at its maximum length, and goes on without an action', async () => {
    const app = createVoiceApp(voicemail({ maxLength: 10, finishOnKey: '' }))
    const call = await app.call()
    await call.press('5#')
    await call.wait(9.9)
    expect(call.state().heard).toEqual([])
    await call.heard('Goodbye.')
    expect(app.paths()).toEqual(['/voice'])
  })

  it('requests no action if it listened for speech and nothing was said', async () => {
    const app = createVoiceApp(voicemail({ action: '/saved', maxLength: 10, timeout: 3 }))
    const call = await app.call()
    await call.heard('Goodbye.')
    expect(app.paths()).toEqual(['/voice'])
  })

  it('requests its action after a hang-up and ignores the response', async () => {
    const app = createVoiceApp(voicemail({ action: '/saved', recordingStatusCallback: '/status' }))
    const call = await app.call()
    await call.wait(7)
    await call.hangUp()
    const [saved = {}] = app.to('/saved')
    expect(saved).toMatchObject({ Digits: 'hangup', RecordingDuration: '7', CallStatus: 'completed' })
    expect(app.to('/status')).toMatchObject([{ RecordingStatus: 'completed', RecordingDuration: '7' }])
    expect(call.state()).toMatchObject({ status: 'completed', heard: [] })
    const file = await app.emulator.fetch(saved['RecordingUrl'] ?? '')
    expect(file.headers.get('content-type')).toBe('audio/webm')
  })

  it('serves what was uploaded as its file', async () => {
    const app = createVoiceApp(voicemail({ action: '/saved' }))
    const call = await app.call()
    const upload = (body: BodyInit, type: string) =>
      app.emulator.fetch(`http://localhost/_emulator/calls/${call.sid}/recording`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      })
    expect((await upload('<script>', 'text/html')).status).toBe(422)
    expect((await upload('', 'audio/webm')).status).toBe(422)
    expect(await (await upload('spoken', 'audio/webm;codecs=opus')).json()).toMatchObject({
      data: { call_sid: call.sid, source: 'RecordVerb' },
    })
    await call.hangUp()
    const file = await app.emulator.fetch(app.to('/saved')[0]?.['RecordingUrl'] ?? '')
    expect(await file.text()).toBe('spoken')
    expect(file.headers.get('content-type')).toBe('audio/webm;codecs=opus')
  })

  it('takes uploads for each of two recordings in a row', async () => {
    const app = createVoiceApp(() =>
      String(
        response(record({ finishOnKey: '1', maxLength: 20 }), record({ finishOnKey: '2', action: '/saved' })),
      ),
    )
    const call = await app.call()
    const upload = (body: string, sid: string) =>
      app.emulator.fetch(`http://localhost/_emulator/calls/${call.sid}/recording?recording_sid=${sid}`, {
        method: 'POST',
        headers: { 'content-type': 'audio/wav' },
        body,
      })
    await call.press('1')
    const { texmlRecordings } = await app.emulator.snapshot()
    const [first = '', second = ''] = texmlRecordings.map(({ id }) => id)
    expect((await upload('first', first)).status).toBe(200)
    expect((await upload('second', second)).status).toBe(200)
    expect((await upload('third', 'unknown')).status).toBe(422)
  })

  it('serves a WAV file that is as long as the recording', async () => {
    const app = createVoiceApp(voicemail({ action: '/saved', format: 'wav' }))
    const call = await app.call()
    await call.wait(3)
    await call.hangUp()
    const file = await app.emulator.fetch(app.to('/saved')[0]?.['RecordingUrl'] ?? '')
    expect(file.headers.get('content-type')).toBe('audio/wav')
    expect((await file.arrayBuffer()).byteLength).toBe(44 + 3 * 8000 * 2)
  })

  it.each([
    ['trim-silence', '4'],
    [undefined, '20'],
  ] as const)('cuts silence before and after speech with trim %s', async (trim, expected) => {
    const app = createVoiceApp(voicemail({ action: '/saved', ...(trim && { trim }) }))
    const call = await app.call()
    await call.wait(5)
    await call.say('Hello.')
    await call.wait(3)
    await call.say('Goodbye.')
    await call.wait(12)
    await call.hangUp()
    expect(app.to('/saved')).toMatchObject([{ RecordingDuration: expected }])
  })

  it('accepts no upload for a call without a recording', async () => {
    const app = createVoiceApp(() => String(response(say('Hello.'))))
    const call = await app.call()
    const upload = (sid: string) =>
      app.emulator.fetch(`http://localhost/_emulator/calls/${sid}/recording`, {
        method: 'POST',
        headers: { 'content-type': 'audio/wav' },
        body: 'x',
      })
    expect((await upload(call.sid)).status).toBe(422)
    expect((await upload('unknown')).status).toBe(404)
  })
})

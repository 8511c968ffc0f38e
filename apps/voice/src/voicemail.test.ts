import { describe, expect, it } from 'vitest'
import { createSignedCaller } from '../test/signed-caller.ts'

const recording = { RecordingSid: 'r1', RecordingUrl: 'https://files.test/r1.mp3' }

describe('the voicemail', () => {
  it('records a message and has it transcribed', async () => {
    const { ask } = await createSignedCaller()
    const document = await ask('/voicemail')
    expect(document).toContain('<Record action="/voicemail/done" finishOnKey="#" maxLength="120" timeout="5"')
    expect(document).toContain('transcription="true" transcriptionCallback="/voicemail/transcription"')
    expect(await ask('/voicemail/done', { ...recording, Digits: '#' })).toContain('Thank you')
  })

  it('reports a message when it is recorded and when it is transcribed', async () => {
    const { send, messages } = await createSignedCaller()
    const completed = { ...recording, RecordingStatus: 'completed', RecordingDuration: '12' }
    const answer = await send('/voicemail/recording', completed)
    expect(answer.status).toBe(204)
    const transcript = { ...recording, TranscriptionSid: 't1', TranscriptionText: 'Call me back.' }
    await send('/voicemail/transcription', transcript)
    expect(messages).toEqual([
      { recordingSid: 'r1', url: recording.RecordingUrl, secs: 12 },
      { recordingSid: 'r1', text: 'Call me back.' },
    ])
  })

  it('ignores other reports', async () => {
    const { send, messages } = await createSignedCaller()
    await send('/voicemail/recording', { ...recording, RecordingStatus: 'in-progress' })
    await send('/voicemail/recording', { CallStatus: 'completed' })
    await send('/voicemail/transcription', { Transcript: 'hello', IsFinal: 'true' })
    expect(messages).toEqual([])
  })
})

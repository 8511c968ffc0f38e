import {
  parameter,
  pause,
  recording,
  response,
  say,
  siprec,
  start,
  stop,
  stream,
  suppression,
  transcription,
} from '@greenroom/core/texml/document'
import { describe, expect, it } from 'vitest'
import { createSocketApp } from '../../../test/socket-app.ts'
import { createVoiceApp } from '../../../test/voice-app.ts'

describe('start and stop', () => {
  it('records from now to the end of the call, beside the next verb', async () => {
    const app = createVoiceApp(() =>
      String(
        response(
          start(
            recording({
              recordingStatusCallback: '/recorded',
              recordingStatusCallbackEvent: ['in-progress', 'completed'],
              channels: 'mono',
            }),
          ),
          say('Hello.'),
          pause({ length: 8 }),
        ),
      ),
    )
    const call = await app.call()
    expect(call.state().heard).toMatchObject([{ text: 'Hello.' }])
    expect(app.to('/recorded')).toMatchObject([{ RecordingStatus: 'in-progress' }])
    await call.ended()
    expect(app.to('/recorded').at(-1)).toMatchObject({
      RecordingStatus: 'completed',
      RecordingChannels: '1',
      RecordingDuration: '9',
    })
  })

  it('reports streams and SIPREC sessions, and ends them by name or the newest first', async () => {
    const app = createVoiceApp(() =>
      String(
        response(
          start(
            stream({ url: 'wss://example.com/a', name: 'a', statusCallback: '/stream' }),
            stream({ url: 'wss://example.com/b', name: 'b', statusCallback: '/stream' }),
            siprec({ connectorName: 'archive', name: 's', statusCallback: '/siprec' }),
          ),
          stop(stream({ name: 'a' }), stream({ name: 'a' })),
          pause({ length: 5 }),
          stop(stream()),
          pause({ length: 5 }),
        ),
      ),
    )
    const call = await app.call()
    const streams = () =>
      app.to('/stream').map((fields) => `${fields['StreamName']} ${fields['StreamEvent']}`)
    expect(streams()).toEqual(['a stream-started', 'b stream-started', 'a stream-stopped'])
    expect(call.state().timeline.at(-1)?.detail).toContain('nothing to end')
    await call.wait(6)
    expect(streams().at(-1)).toBe('b stream-stopped')
    await call.ended()
    expect(app.to('/siprec').map((fields) => fields['SiprecEvent'])).toEqual([
      'siprec-started',
      'siprec-stopped',
    ])
  })

  it('transcribes what the remote party says until it is stopped', async () => {
    const app = createVoiceApp(() =>
      String(
        response(
          start(transcription({ transcriptionCallback: '/said', interimResults: true }), suppression()),
          pause({ length: 5 }),
          stop(transcription(), suppression()),
          pause({ length: 5 }),
        ),
      ),
    )
    const call = await app.call()
    await call.say('Hello there')
    expect(app.to('/said')).toMatchObject([
      { CallSid: call.sid, Transcript: 'Hello there', IsFinal: 'false' },
      { CallSid: call.sid, Transcript: 'Hello there', IsFinal: 'true', Confidence: '0.95' },
    ])
    await call.wait(6)
    await call.say('Unheard')
    expect(app.to('/said')).toHaveLength(2)
  })

  it('does not transcribe the remote party with the outbound track', async () => {
    const app = createVoiceApp(() =>
      String(
        response(
          start(transcription({ transcriptionCallback: '/said', transcriptionTracks: 'outbound' })),
          pause({ length: 5 }),
        ),
      ),
    )
    await (await app.call()).say('Hello')
    expect(app.paths()).toEqual(['/voice'])
  })

  it('streams the audio of a call beside its next verbs', async () => {
    const socket = await createSocketApp((frame, send) => {
      if (frame['event'] === 'start') send({ event: 'mark', mark: { name: 'ready' } })
    })
    const app = createVoiceApp(() =>
      String(
        response(
          start(
            stream(
              {
                url: socket.url,
                name: 'copy',
                statusCallback: '/stream',
                track: 'both_tracks',
              },
              parameter({ name: 'user', value: '42' }),
            ),
          ),
          pause({ length: 1 }),
          say('Hello.'),
          stop(stream({ name: 'copy' })),
          pause({ length: 5 }),
        ),
      ),
    )
    const call = await app.call()
    await call.heard('Hello.')
    await call.press('7')
    await call.ended()
    await socket.isClosed
    const events = socket.frames.map(({ event }) => event)
    expect(events.slice(0, 3)).toEqual(['connected', 'start', 'mark'])
    expect(events.filter((event) => event === 'dtmf')).toHaveLength(1)
    // Each fifth of a second before the stop: ten chunks in both directions.
    expect(events.filter((event) => event === 'media')).toHaveLength(9 * 10 * 2)
    expect(events.at(-1)).toBe('stop')
    expect(socket.frames[1]).toMatchObject({ start: { custom_parameters: { user: '42' } } })
    expect(app.to('/stream').map(({ StreamEvent }) => StreamEvent)).toEqual([
      'stream-started',
      'stream-stopped',
    ])
  })

  it('reports a stream that cannot be opened, and goes on', async () => {
    const app = createVoiceApp(() =>
      String(
        response(
          start(stream({ url: 'ws://127.0.0.1:9/none', statusCallback: '/stream' })),
          pause({ length: 2 }),
          say('Hello.'),
        ),
      ),
    )
    const call = await app.call()
    await call.heard('Hello.')
    expect(app.to('/stream')).toMatchObject([
      { StreamEvent: 'stream-error', StreamError: expect.stringMatching(/opened/) },
    ])
  })

  it('notes what cannot begin, and goes on', async () => {
    const app = createVoiceApp(
      () => '<Response><Start><Stream/><Siprec/><Oops/></Start><Say>Next</Say></Response>',
    )
    const call = await app.call()
    await call.heard('Next')
    expect(call.state().timeline.filter(({ what }) => what === 'not executed')).toHaveLength(3)
  })
})

import { connect, parameter, response, say, stream } from '@greenroom/core/texml/document'
import { describe, expect, it } from 'vitest'
import { createSocketApp, type Frame } from '../../../test/socket-app.ts'
import { createVoiceApp } from '../../../test/voice-app.ts'

type OnFrame = Parameters<typeof createSocketApp>[0]
type Attributes = { readonly bidirectionalMode?: 'rtp'; readonly enableReconnect?: boolean }

/** Calls an app that connects the call with a stream, and says `Ended` afterwards. */
async function callStream(onFrame: OnFrame, attributes: Attributes = {}) {
  const socket = await createSocketApp(onFrame)
  const app = createVoiceApp(() =>
    String(
      response(
        connect(
          stream(
            { url: 'wss://stream/', statusCallback: '/stream', ...attributes },
            parameter({ name: 'user', value: '42' }),
          ),
        ),
        say('Ended.'),
      ),
    ).replace('wss://stream/', socket.url),
  )
  return { socket, app, call: await app.call() }
}

const events = (frames: readonly Frame[], event: string) => frames.filter((frame) => frame['event'] === event)

describe('connected stream', () => {
  it('starts, sends audio and keys, and ends with the socket', async () => {
    const { socket, app, call } = await callStream((frame, _, client) => {
      if (frame['event'] === 'dtmf') client.close()
    })
    await call.wait(1)
    await call.press('5')
    await call.heard('Ended.')
    const [connected, start] = socket.frames
    expect(connected).toEqual({ event: 'connected', version: '1.0.0' })
    expect(start).toMatchObject({
      event: 'start',
      sequence_number: '1',
      start: {
        call_control_id: call.sid,
        custom_parameters: { user: '42' },
        media_format: { encoding: 'PCMU', sample_rate: 8000, channels: 1 },
      },
    })
    const media = events(socket.frames, 'media') as { media: { payload: string } }[]
    expect(media).toHaveLength(50)
    expect(media[0]).toMatchObject({ media: { track: 'inbound', chunk: '1', timestamp: '0' } })
    expect(atob(media[0]?.media.payload ?? '')).toHaveLength(160)
    expect(events(socket.frames, 'dtmf')).toMatchObject([{ dtmf: { digit: '5' } }])
    expect(app.to('/stream').map((fields) => fields['StreamEvent'])).toEqual([
      'stream-started',
      'stream-stopped',
    ])
  })

  it('opens a lost socket again, with the same stream', async () => {
    const { socket, app, call } = await callStream((frame, _, client) => {
      if (frame['event'] === 'dtmf') client.terminate()
    })
    await call.press('1')
    await call.wait(2)
    await call.press('2')
    await call.wait(2)
    await call.hangUp()
    await socket.isClosed
    const starts = events(socket.frames, 'start')
    expect(starts).toHaveLength(3)
    expect(new Set(starts.map((frame) => frame['stream_id'])).size).toBe(1)
    expect(app.to('/stream').map(({ StreamEvent }) => StreamEvent)).toEqual([
      'stream-started',
      'stream-stopped',
    ])
  })

  it.each([
    ['without enableReconnect', { enableReconnect: false }, 1006],
    ['that the application closed', {}, 1000],
  ] as const)('does not open a socket %s again', async (_, attributes, code) => {
    const { socket, call } = await callStream((frame, __, client) => {
      if (frame['event'] !== 'dtmf') return
      if (code === 1000) client.close(code)
      else client.terminate()
    }, attributes)
    await call.press('1')
    await call.heard('Ended.')
    expect(events(socket.frames, 'start')).toHaveLength(1)
  })

  it('plays what it gets, and returns marks at its end or when it is cleared', async () => {
    const second = btoa('x'.repeat(8000))
    const { socket, call } = await callStream(
      (frame, send) => {
        if (frame['event'] === 'start') {
          send({ event: 'mark', mark: { name: 'at once' } })
          send({ event: 'media', media: { payload: second } })
          send({ event: 'mark', mark: { name: 'after a second' } })
        }
        if (frame['event'] !== 'dtmf') return
        send({ event: 'media', media: { payload: second } })
        send({ event: 'mark', mark: { name: 'cleared' } })
        send({ event: 'clear' })
      },
      { bidirectionalMode: 'rtp' },
    )
    const marks = () => events(socket.frames, 'mark').map((frame) => (frame['mark'] as Frame)['name'])
    await call.wait(0.9)
    expect(marks()).toEqual(['at once'])
    await call.wait(0.2)
    expect(marks()).toEqual(['at once', 'after a second'])
    await call.press('1')
    expect(marks()).toEqual(['at once', 'after a second', 'cleared'])
    expect(call.state().heard.map(({ verb }) => verb)).toEqual(['Stream', 'Stream'])
  })

  it('answers invalid frames, and stops when the caller hangs up', async () => {
    const { socket, call } = await callStream((frame, send) => {
      if (frame['event'] === 'start') send({ event: 'media', media: { payload: '*' } })
    })
    await call.wait(0.1)
    expect(events(socket.frames, 'error')).toMatchObject([{ payload: { title: 'malformed_frame' } }])
    await call.hangUp()
    await socket.isClosed
    expect(events(socket.frames, 'stop')).toMatchObject([{ stop: { call_control_id: call.sid } }])
  })
})

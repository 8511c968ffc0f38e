import { play, response, say } from '@greenroom/core/texml/document'
import { describe, expect, it } from 'vitest'
import { createVoiceApp } from '../../../test/voice-app.ts'

const missing = () => new Response('missing', { status: 404 })

describe('play', () => {
  it('tries its failover address once, and then fails the call', async () => {
    const app = createVoiceApp((_, path) =>
      path === '/voice'
        ? String(response(play({ failoverUrl: '/b.mp3' }, '/a.mp3'), say('Never.')))
        : missing(),
    )
    const call = await app.call()
    expect(app.paths()).toEqual(['/voice', '/a.mp3', '/b.mp3'])
    expect(call.state()).toMatchObject({ status: 'failed', heard: [], error: { code: 'sound-not-fetched' } })
    expect(call.state().timeline.at(-1)?.detail).toContain('404')
  })

  it('goes on with the next verb if it continues on errors', async () => {
    const app = createVoiceApp((_, path) =>
      path === '/voice'
        ? String(response(play({ continueOnError: true }, '/a.mp3'), say('Next.')))
        : missing(),
    )
    const call = await app.call()
    await call.heard('Next.')
    expect(app.paths()).toEqual(['/voice', '/a.mp3'])
  })
})

describe('what a document misspells', () => {
  it('is skipped if it is a verb, and has its default if it is an attribute', async () => {
    const app = createVoiceApp(
      () =>
        '<Response><Speak>Never.</Speak><Say Loop="3" loop="many">Once.</Say><pause/><Pause duration="60"/></Response>',
    )
    const call = await app.call()
    expect(await call.ended({ withinSecs: 3 })).toBe('completed')
    expect(call.state().heard.map(({ text }) => text)).toEqual(['Once.'])
    expect(call.state().timeline).toContainEqual(
      expect.objectContaining({ what: 'not executed', detail: '<Speak>' }),
    )
  })
})

import { lintTexml } from '@greenroom/core/texml/lint'
import { signWebhook } from '@greenroom/core/webhooks'
import { describe, expect, it } from 'vitest'
import { createSignedCaller, pins } from '../test/signed-caller.ts'
import { createVoiceApp } from './app.ts'

const caller = await createSignedCaller()

describe('the voice app', () => {
  it('responds to a call with XML', async () => {
    const answer = await caller.send('/voice', { CallStatus: 'ringing' })
    expect(answer.headers.get('content-type')).toBe('application/xml')
    expect(await answer.text()).toContain(
      '<Response><Say>Welcome to Greenroom.</Say><Redirect>/menu</Redirect></Response>',
    )
  })

  it.each(['/voice', '/agent/next', '/voicemail/recording'])(
    'rejects requests for %s that the API did not sign',
    async (path) => {
      const form = { method: 'POST', body: new URLSearchParams({ CallSid: 'v3:1' }) }
      const unsigned = await caller.request(new Request(`https://voice.test${path}`, form))
      expect(unsigned.status).toBe(400)
      const { privateKey } = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
      const contentType = 'application/x-www-form-urlencoded'
      const forged = signWebhook(`https://voice.test${path}`, 'CallSid=v3:1', { privateKey, contentType })
      expect((await caller.request(await forged)).status).toBe(401)
      const byGet = await caller.request(new Request(`https://voice.test${path}?CallSid=v3:1`))
      expect(byGet.status).toBe(400)
    },
  )

  it.each([
    ...['/voice', '/menu', '/menu/choice', '/voicemail', '/voicemail/done'],
    ...['/conference', '/conference/join', '/conference/wait', '/conference/left'],
    ...['/queue', '/queue/wait', '/queue/choice', '/queue/connect', '/queue/left'],
    ...['/agent', '/agent/pin', '/agent/next', '/agent/done'],
  ])('responds at %s with a document that the linter passes', async (path) => {
    expect(lintTexml(await caller.ask(path)).problems).toEqual([])
  })

  it.each(['/', '/constructor', '/voice/', '/menu/choice/1'])('has nothing at %s', async (path) => {
    expect((await caller.send(path)).status).toBe(404)
  })

  it.each([
    [{ moderatorPin: '' }, /moderatorPin must have four digits/],
    [{ agentPin: '12a4' }, /agentPin must have four digits/],
    [{ publicKeys: '' }, /publicKeys/],
  ])('does not start with %j', (options, reason) => {
    const valid = { ...pins, publicKeys: btoa('k'.repeat(32)), onMessage: () => undefined }
    expect(() => createVoiceApp({ ...valid, ...options })).toThrow(reason)
  })
})

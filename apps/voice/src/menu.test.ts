import { describe, expect, it } from 'vitest'
import { createSignedCaller } from '../test/signed-caller.ts'

const { ask } = await createSignedCaller()

describe('the menu', () => {
  it('collects a key or speech, and goes on without input', async () => {
    const document = await ask('/menu')
    expect(document).toContain('<Gather action="/menu/choice" input="dtmf speech" numDigits="1"><Say>Press 1')
    expect(document).toContain('</Gather><Redirect>/menu/choice</Redirect>')
    expect(document).not.toContain('<Say></Say>')
  })

  it.each([
    [{ Digits: '1' }, '/conference'],
    [{ Digits: '2' }, '/queue'],
    [{ Digits: '3' }, '/voicemail'],
    [{ Digits: '9' }, '/agent'],
    [{ SpeechResult: 'I need some Help, please', Confidence: '0.9' }, '/queue'],
    [{ SpeechResult: 'leave a voice mail' }, '/voicemail'],
  ])('continues after %j at %s', async (fields, path) => {
    expect(await ask('/menu/choice', fields)).toContain(`<Response><Redirect>${path}</Redirect></Response>`)
  })

  it.each([
    [{ Digits: '7' }, 'That is not an option.'],
    [{ Digits: '' }, 'That is not an option.'],
    [{ SpeechResult: 'pizza' }, 'That is not an option.'],
    [{ CallStatus: 'in-progress' }, 'We did not hear you.'],
  ])('asks again after %j', async (fields, reason) => {
    const again = `<Say>${reason}</Say><Redirect>/menu?attempt=2</Redirect>`
    expect(await ask('/menu/choice', fields)).toContain(again)
  })

  it('hangs up after three attempts', async () => {
    expect(await ask('/menu?attempt=3')).toContain('action="/menu/choice?attempt=3"')
    const end = '<Say>We did not hear you. Goodbye.</Say><Hangup/>'
    expect(await ask('/menu/choice?attempt=3')).toContain(end)
  })

  it.each(['0', '-1', 'NaN', '1e999', '"><Hangup/>'])(
    'counts from one if the attempt is %j',
    async (attempt) => {
      const path = `/menu/choice?attempt=${encodeURIComponent(attempt)}`
      expect(await ask(path, { Digits: '7' })).toContain('<Redirect>/menu?attempt=2</Redirect>')
    },
  )
})

import { describe, expect, it } from 'vitest'
import { createSignedCaller, pins } from '../test/signed-caller.ts'

const { ask } = await createSignedCaller()

describe('the conference line', () => {
  it('lets the moderator start and end the conference', async () => {
    const document = await ask('/conference/join', { Digits: pins.moderatorPin })
    expect(document).toContain('startConferenceOnEnter="true" endConferenceOnExit="true"')
  })

  it.each([{ Digits: '' }, { CallStatus: 'in-progress' }])('lets a guest wait after %j', async (fields) => {
    const document = await ask('/conference/join', fields)
    expect(document).toContain('startConferenceOnEnter="false" endConferenceOnExit="false"')
    expect(document).toContain('waitUrl="/conference/wait"')
  })

  it('asks again for a wrong pin, three times at most', async () => {
    const again = '<Redirect>/conference?attempt=2</Redirect>'
    expect(await ask('/conference/join', { Digits: '0000' })).toContain(again)
    expect(await ask('/conference?attempt=2')).toContain('action="/conference/join?attempt=2"')
    expect(await ask('/conference/join?attempt=3', { Digits: '0000' })).toContain('<Hangup/>')
  })

  it('says goodbye after the conference', async () => {
    expect(await ask('/conference/left', { DialCallStatus: 'completed' })).toContain('<Hangup/>')
  })
})

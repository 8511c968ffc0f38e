import { refer, response, say, sip } from '@greenroom/core/texml/document'
import { describe, expect, it } from 'vitest'
import { createVoiceApp } from '../../../test/voice-app.ts'

const desk = sip('sip:desk@example.com')

/** Lets a call reach a `<Refer>`, and returns a function that plays the response to it. */
async function callRefer(action?: string) {
  const app = createVoiceApp((_, path) =>
    String(
      path === '/voice'
        ? response(refer(action === undefined ? {} : { action }, desk), say('Not transferred.'))
        : response(say('Sorry.')),
    ),
  )
  const call = await app.call()
  const respond = async (status: number) => {
    const path = `http://127.0.0.1/_emulator/calls/${call.sid}/refer`
    const { status: answered } = await app.emulator.fetch(
      new Request(path, { method: 'POST', body: JSON.stringify({ status }) }),
    )
    await call.wait(0)
    return answered
  }
  return { ...app, placed: call, respond }
}

describe('Refer', () => {
  it('ends the call after two seconds, and reports that to action', async () => {
    const { placed, to } = await callRefer('/r')
    await placed.wait(1.9)
    expect(placed.state().status).toBe('in-progress')
    await placed.wait(0.1)
    expect(to('/r')).toMatchObject([
      {
        CallSid: placed.sid,
        CallStatus: 'in-progress',
        ReferCallStatus: 'in-progress',
        ReferSipResponseCode: '202',
        NotifySipResponseCode: '200',
      },
    ])
    expect(placed.state()).toMatchObject({ status: 'completed', heard: [] })
  })

  it.each([
    [486, 'busy'],
    [487, 'canceled'],
    [603, 'failed'],
  ])('reports the response %i to action and runs its document', async (status, outcome) => {
    const { placed, respond, to } = await callRefer('/r')
    await respond(status)
    expect(to('/r')).toMatchObject([{ ReferCallStatus: outcome, ReferSipResponseCode: String(status) }])
    await placed.heard('Sorry.')
  })

  it('goes on with the next verb after a failure without action', async () => {
    const { placed, respond, paths } = await callRefer()
    await respond(503)
    await placed.heard('Not transferred.')
    expect(paths()).toEqual(['/voice'])
    expect(await respond(202)).toBe(422)
  })
})

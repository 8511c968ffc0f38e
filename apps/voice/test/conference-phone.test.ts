import { describe, expect, it } from 'vitest'
import { createPhonedApp, type PhonedApp } from './phoned-app.ts'
import { pins } from './signed-caller.ts'

/** Calls the conference line and enters a pin; an empty one joins as a guest. */
async function join(app: PhonedApp, from: string, pin = '') {
  const caller = await app.call(from)
  await caller.heard(/press 1/i)
  await caller.press('1')
  await caller.heard(/moderator pin/)
  await caller.press(`${pin}#`)
  return caller
}

const [guestNumber, otherNumber, moderatorNumber] = ['+13125550001', '+13125550003', '+13125550004']

describe('the conference line', () => {
  it('lets guests wait for the moderator, and ends for all when the moderator hangs up', async () => {
    const app = await createPhonedApp()
    const guest = await join(app, guestNumber)
    await guest.heard('You are a guest.')
    await guest.heard('The moderator is not here yet.')
    await guest.heard('The moderator is not here yet.')

    const moderator = await join(app, moderatorNumber, pins.moderatorPin)
    await moderator.heard('You are the moderator.')
    await moderator.wait(5)
    expect(guest.state().timeline.map(({ what }) => what)).toContain('the conference started')
    const latecomer = await join(app, otherNumber)
    await latecomer.wait(60)

    await moderator.hangUp()
    for (const caller of [guest, latecomer]) {
      await caller.heard('The conference is over. Goodbye.')
      expect(await caller.ended()).toBe('completed')
    }
    const waited = latecomer.state().heard.filter(({ text }) => text === 'The moderator is not here yet.')
    expect(waited).toEqual([])
  })

  it('goes on when a guest leaves', async () => {
    const app = await createPhonedApp()
    const moderator = await join(app, moderatorNumber, pins.moderatorPin)
    const guest = await join(app, guestNumber)
    await guest.wait(30)
    await guest.hangUp()
    await moderator.wait(30)
    expect(moderator.state().status).toBe('in-progress')
    await moderator.hangUp()
  })

  it('waits for another moderator after the first conference', async () => {
    const app = await createPhonedApp()
    const moderator = await join(app, moderatorNumber, pins.moderatorPin)
    await moderator.heard('You are the moderator.')
    await moderator.wait(10)
    await moderator.hangUp()
    const guest = await join(app, guestNumber)
    await guest.heard('The moderator is not here yet.')
    await guest.hangUp()
  })
})

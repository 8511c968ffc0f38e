import { describe, expect, it } from 'vitest'
import { createPhonedApp, type PhonedApp } from './phoned-app.ts'
import { pins } from './signed-caller.ts'

/** Calls the app and chooses the queue. */
async function waitInQueue(app: PhonedApp, from?: string) {
  const caller = await app.call(from)
  await caller.heard(/press 2/i)
  await caller.press('2')
  return caller
}

/** Calls the app as an agent who takes calls. */
async function takeCalls(app: PhonedApp) {
  const agent = await app.call('+13125550201')
  await agent.heard(/press 1/i)
  await agent.press('9')
  await agent.heard(/agent pin/)
  await agent.press(`${pins.agentPin}#`)
  return agent
}

describe('a caller of the queue', () => {
  it('hears the position again and again, and talks with an agent', async () => {
    const app = await createPhonedApp()
    const first = await waitInQueue(app)
    const second = await waitInQueue(app, '+13125550003')
    await first.heard('You are number 1.')
    await first.heard('You are number 1.')
    await second.heard('You are number 2.')

    const agent = await takeCalls(app)
    await first.heard('An agent takes your call.')
    await second.heard('You are number 1.')
    await agent.wait(60)
    await first.hangUp()
    await agent.heard('Next call.')
    await second.heard('An agent takes your call.')
    await agent.wait(60)
    await agent.hangUp()
    await second.heard('Thank you for your call. Goodbye.')
    expect(await second.ended()).toBe('completed')
  })

  it('leaves the queue for the voicemail', async () => {
    const app = await createPhonedApp()
    const caller = await waitInQueue(app)
    await caller.heard('You are number 1.')
    await caller.press('1')
    await caller.heard(/after the tone/)
    await caller.wait(5)
    await caller.say('Please call me.')
    await caller.press('#')
    await caller.heard('Thank you for your message. Goodbye.')
    expect(await caller.ended()).toBe('completed')
  })

  it('is asked for a message after a quarter of an hour', async () => {
    const app = await createPhonedApp()
    const caller = await waitInQueue(app)
    await caller.heard(/after the tone/, { withinSecs: 901 })
    await caller.hangUp()
  })
})

describe('an agent of the queue', () => {
  it('is sent away if no one calls', async () => {
    const app = await createPhonedApp()
    const agent = await takeCalls(app)
    await agent.heard('There are no more calls. Goodbye.', { withinSecs: 31 })
    expect(await agent.ended()).toBe('completed')
  })

  it('takes a caller who comes while the agent waits', async () => {
    const app = await createPhonedApp()
    const agent = await takeCalls(app)
    const caller = await waitInQueue(app)
    await caller.wait(5)
    expect(agent.state().timeline.at(-1)).toMatchObject({ what: 'bridged', detail: caller.sid })
    await agent.hangUp()
    await caller.heard('Thank you for your call. Goodbye.')
  })

  it('needs the right pin', async () => {
    const app = await createPhonedApp()
    const stranger = await app.call()
    await stranger.heard(/press 1/i)
    await stranger.press('9')
    for (const pin of ['0000#', '#', `${pins.moderatorPin}#`]) {
      await stranger.heard(/agent pin/)
      await stranger.press(pin)
    }
    await stranger.heard('That pin is not correct. Goodbye.')
    expect(await stranger.ended()).toBe('completed')
  })
})

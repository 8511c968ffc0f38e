import { type HubCase, hubCases, hubUpdate, openSubscription } from '@greenroom/testing/hub-contract'
import { describe, expect, it } from 'vitest'
import { createMemoryHub } from './memory-hub.ts'

function setUp() {
  let time = Date.parse('2026-11-29T10:00:00Z')
  const hub = createMemoryHub({ now: () => time })
  return {
    hub,
    advance: (ms: number) => {
      time += ms
    },
  }
}

describe('a hub in memory', () => {
  it.each(hubCases.map((each): [string, HubCase] => [each.title, each]))(
    '%s',
    async (_, { run, expected }) => {
      expect(await run(setUp())).toEqual(expected)
    },
  )

  it('resets for a cursor of another hub, such as the one before a restart', async () => {
    const before = openSubscription(createMemoryHub())
    await before.read(1)
    const { hub } = setUp()
    await hub.publish(hubUpdate('a'))
    const after = openSubscription(hub, before.state.cursor)
    expect(await after.read(1)).toEqual(['reset'])
    before.close()
    after.close()
  })

  it('resets a subscriber that has read nothing for so long that updates were dropped', async () => {
    const { hub, advance } = setUp()
    const subscription = openSubscription(hub)
    await subscription.read(1)
    await hub.publish(hubUpdate('a'))
    advance(11 * 60_000)
    await hub.publish(hubUpdate('b'))
    expect(await subscription.read(1)).toEqual(['reset'])
    subscription.close()
  })
})

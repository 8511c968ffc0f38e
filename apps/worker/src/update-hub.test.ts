import { env, evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { createDurableObjectHub, type UpdateHubNamespace } from '@greenroom/edge/cloudflare'
import { type HubCase, hubCases, hubUpdate, openSubscription } from '@greenroom/testing/hub-contract'
import { afterEach, describe, expect, it, vi } from 'vitest'

const { UPDATES } = env as { readonly UPDATES: UpdateHubNamespace }

afterEach(() => {
  vi.useRealTimers()
})

function stubOf(name: string) {
  return UPDATES.getByName(name) as Parameters<typeof runInDurableObject>[0]
}

function setUp() {
  vi.useFakeTimers({ toFake: ['Date'] })
  return {
    hub: createDurableObjectHub(UPDATES, { name: crypto.randomUUID() }),
    advance: (ms: number) => vi.setSystemTime(Date.now() + ms),
  }
}

describe('a hub in a Durable Object', () => {
  it.each(hubCases.map((each): [string, HubCase] => [each.title, each]))(
    '%s',
    async (_, { run, expected }) => {
      expect(await run(setUp())).toEqual(expected)
    },
  )

  it('ends with an error if the connection to its object is lost', async () => {
    const name = crypto.randomUUID()
    const hub = createDurableObjectHub(UPDATES, { name })
    const subscription = openSubscription(hub)
    await subscription.read(1)
    const lost = expect(subscription.read(1)).rejects.toThrow('The connection to the update hub was lost')
    await runInDurableObject(stubOf(name), (_, state) => {
      for (const socket of state.getWebSockets()) socket.close(1011)
    })
    await lost
  })

  it('replays what was published before its object was evicted, and ignores its repetition', async () => {
    const name = crypto.randomUUID()
    const hub = createDurableObjectHub(UPDATES, { name })
    const before = openSubscription(hub)
    await before.read(1)
    before.close()
    await hub.publish(hubUpdate('a'))
    await evictDurableObject(stubOf(name))
    await hub.publish(hubUpdate('a'))
    await hub.publish(hubUpdate('b'))
    const after = openSubscription(hub, before.state.cursor)
    expect(await after.read(2)).toEqual(['a', 'b'])
    after.close()
  })

  it('leaves no connection once its signal has aborted, even if the reader has stopped', async () => {
    const name = crypto.randomUUID()
    const hub = createDurableObjectHub(UPDATES, { name })
    const subscription = openSubscription(hub)
    await subscription.read(1)
    subscription.close()
    await vi.waitFor(async () => {
      const count = await runInDurableObject(stubOf(name), (_, state) => state.getWebSockets().length)
      expect(count).toBe(0)
    })
  })

  it('delivers to 50 subscribers in the order of publication', async () => {
    const { hub } = setUp()
    const subscriptions = Array.from({ length: 50 }, () => openSubscription(hub))
    await Promise.all(subscriptions.map((subscription) => subscription.read(1)))
    const ids = Array.from({ length: 20 }, (_, index) => `e${index}`)
    await Promise.all(ids.map((id) => hub.publish(hubUpdate(id))))
    for (const subscription of subscriptions) {
      expect(await subscription.read(ids.length)).toEqual(ids)
      subscription.close()
    }
  })
})

import { env, evictDurableObject, runInDurableObject } from 'cloudflare:test'
import type { HubItem } from '@greenroom/edge'
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

function setUp(relays = 0) {
  vi.useFakeTimers({ toFake: ['Date'] })
  return {
    hub: createDurableObjectHub(UPDATES, { name: crypto.randomUUID(), relays }),
    advance: (ms: number) => vi.setSystemTime(Date.now() + ms),
  }
}

function countSockets(name: string): Promise<number> {
  return runInDurableObject(stubOf(name), (_, state) => state.getWebSockets().length)
}

// One case publishes 10,000 updates, which takes long on a busy machine.
describe.each([0, 3])('a hub in a Durable Object with %i relays', { timeout: 120_000 }, (relays) => {
  it.each(hubCases.map((each): [string, HubCase] => [each.title, each]))(
    '%s',
    async (_, { run, expected }) => {
      expect(await run(setUp(relays))).toEqual(expected)
    },
  )
})

describe('a hub in a Durable Object', () => {
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

describe('a relay', () => {
  it('serves all its streams with one connection to the main object, and closes it with the last', async () => {
    const name = crypto.randomUUID()
    const hub = createDurableObjectHub(UPDATES, { name, relays: 1 })
    const subscriptions = Array.from({ length: 20 }, () => openSubscription(hub))
    await Promise.all(subscriptions.map((subscription) => subscription.read(1)))
    expect(await countSockets(name)).toBe(1)
    await hub.publish(hubUpdate('a'))
    for (const subscription of subscriptions) {
      expect(await subscription.read(1)).toEqual(['a'])
      subscription.close()
    }
    await vi.waitFor(async () => expect(await countSockets(name)).toBe(0))
    const again = openSubscription(hub, subscriptions[0]?.state.cursor)
    await hub.publish(hubUpdate('b'))
    expect(await again.read(1)).toEqual(['b'])
    again.close()
  })

  it('continues after a cursor of another relay, and of the main object', async () => {
    const name = crypto.randomUUID()
    const hubs = [0, 1, 50].map((relays) => createDurableObjectHub(UPDATES, { name, relays }))
    const cursors: string[] = []
    for (const [index, hub] of hubs.entries()) {
      const subscription = openSubscription(hub)
      await subscription.read(1)
      await hub.publish(hubUpdate(`e${index}`))
      await subscription.read(1)
      subscription.close()
      cursors.push(subscription.state.cursor)
    }
    await hubs[0]?.publish(hubUpdate('last'))
    for (const hub of hubs) {
      const read = cursors.map((cursor) => openSubscription(hub, cursor))
      expect(await read[0]?.read(3)).toEqual(['e1', 'e2', 'last'])
      expect(await read[1]?.read(2)).toEqual(['e2', 'last'])
      expect(await read[2]?.read(1)).toEqual(['last'])
      for (const { close } of read) close()
    }
  })

  it('delivers what is published during a long replay once, and in order', async () => {
    const hub = createDurableObjectHub(UPDATES, { name: crypto.randomUUID(), relays: 1 })
    const [first, ...ids] = Array.from({ length: 1_300 }, (_, index) => `e${index}`)
    const before = openSubscription(hub)
    await before.read(1)
    await hub.publish(hubUpdate(first ?? ''))
    await before.read(1)
    await Promise.all(ids.splice(0, 1_100).map((id) => hub.publish(hubUpdate(id))))
    const after = openSubscription(hub, before.state.cursor)
    const read = after.read(1_299)
    await Promise.all(ids.map((id) => hub.publish(hubUpdate(id))))
    expect(await read).toEqual(Array.from({ length: 1_299 }, (_, index) => `e${index + 1}`))
    for (const { close } of [before, after]) close()
  })

  it.each([
    [
      'it stops',
      (name: string) =>
        runInDurableObject(stubOf(`${name} relay 0`), (_, state) => state.abort('stopped')).catch(
          () => undefined,
        ),
    ],
    [
      'its connection to the main object is lost',
      (name: string) =>
        runInDurableObject(stubOf(name), (_, state) => {
          for (const socket of state.getWebSockets()) socket.close(1011)
        }),
    ],
  ])('ends its streams if %s, so that clients continue with their cursors', async (_, fail) => {
    const name = crypto.randomUUID()
    const hub = createDurableObjectHub(UPDATES, { name, relays: 1 })
    const before = openSubscription(hub)
    await before.read(1)
    const lost = expect(before.read(1)).rejects.toThrow('The connection to the update hub was lost')
    await fail(name)
    await lost
    await hub.publish(hubUpdate('a'))
    const after = openSubscription(hub, before.state.cursor)
    expect(await after.read(1)).toEqual(['a'])
    after.close()
  })

  it.each([-1, 1.5, 1_001, Number.NaN, '3' as never])('cannot exist %j times', (relays) => {
    expect(() => createDurableObjectHub(UPDATES, { relays })).toThrow(
      'relays must be an integer from 0 to 1000',
    )
  })
})

describe.each([0, 2])('a subscription of some rooms, with %i relays', (relays) => {
  function subscribe(after?: string) {
    const setup = setUp(relays)
    const open = (cursor?: string) => {
      const controller = new AbortController()
      const items = setup.hub.subscribe({ after: cursor, rooms: ['r1', 'r2'], signal: controller.signal })
      const iterator = items[Symbol.asyncIterator]()
      const next = async (): Promise<HubItem> => (await iterator.next()).value
      return { next, close: () => controller.abort() }
    }
    return { ...setup, open, first: open(after) }
  }

  it('receives only what is published for them', async () => {
    const { hub, first } = subscribe()
    await first.next()
    await hub.publish(hubUpdate('a', 'r0'))
    // The first publication also sends the cursor.
    expect(await first.next()).toEqual({ cursor: expect.stringMatching(/-1$/) })
    for (const room of ['r3', 'r2', 'r4', 'r1']) await hub.publish(hubUpdate(`in ${room}`, room))
    expect(await first.next()).toMatchObject({ update: { room_id: 'r2' } })
    expect(await first.next()).toMatchObject({ update: { room_id: 'r1' } })
    first.close()
  })

  it('continues after a cursor with what was published for them', async () => {
    const { hub, first, open } = subscribe()
    const { cursor } = await first.next()
    first.close()
    for (const room of ['r3', 'r2', 'r4']) await hub.publish(hubUpdate(`in ${room}`, room))
    const again = open(cursor)
    expect(await again.next()).toMatchObject({ update: { room_id: 'r2' } })
    expect(await again.next()).toEqual({ cursor: expect.stringMatching(/-3$/) })
    again.close()
  })

  it('receives a cursor once a minute, so that it has missed nothing while others publish', async () => {
    const { hub, first, open, advance } = subscribe()
    let { cursor } = await first.next()
    for (let minute = 0; minute < 15; minute++) {
      await hub.publish(hubUpdate(`e${minute}`, 'r3'))
      ;({ cursor } = await first.next())
      advance(60_000)
    }
    first.close()
    const again = open(cursor)
    await hub.publish(hubUpdate('a'))
    const items = [await again.next(), await again.next()]
    expect(items.filter((item) => 'reset' in item)).toEqual([])
    again.close()
  })
})

import { afterEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHub, type UpdateHub } from '../src/index.ts'
import { open, otherRoom, room, setUp, update } from './update-harness.ts'

afterEach(() => {
  vi.useRealTimers()
})

/** A hub that delivers the items that it is given, and counts its subscribers. */
function controlledHub() {
  const hub = createMemoryHub()
  const signals: AbortSignal[] = []
  const subscribe: UpdateHub['subscribe'] = (options) => {
    signals.push(options.signal)
    return hub.subscribe(options)
  }
  return { hub: { ...hub, subscribe }, open: () => signals.filter(({ aborted }) => !aborted).length }
}

async function openAll(gateway: Parameters<typeof open>[0], count = 10) {
  const streams = await Promise.all(Array.from({ length: count }, () => open(gateway)))
  return { streams, statuses: streams.map(({ response }) => response.status) }
}

describe('a stream', () => {
  it.each<[string, (stream: Awaited<ReturnType<typeof open>>, controller: AbortController) => unknown]>([
    ['canceled', (stream) => stream.cancel()],
    ['aborted by its request', (_, controller) => controller.abort()],
  ])('leaves no subscriber, timer or count when it is %s', async (_, end) => {
    vi.useFakeTimers()
    const { hub, open: subscribers } = controlledHub()
    const { gateway } = await setUp({ updates: hub })
    for (let round = 0; round < 3; round++) {
      const opened = Array.from({ length: 10 }, async () => {
        const controller = new AbortController()
        return { controller, stream: await open(gateway, { signal: controller.signal }) }
      })
      const all = await Promise.all(opened)
      expect(all.map(({ stream }) => stream.response.status)).toEqual(Array(10).fill(200))
      expect(subscribers()).toBe(10)
      for (const { stream, controller } of all) await end(stream, controller)
      await vi.advanceTimersByTimeAsync(0)
      expect([subscribers(), vi.getTimerCount()]).toEqual([0, 0])
    }
  })

  it('leaves nothing when its request aborts while authorize runs', async () => {
    vi.useFakeTimers()
    const { hub, open: subscribers } = controlledHub()
    const controller = new AbortController()
    let rounds = 0
    const { gateway } = await setUp({
      updates: hub,
      authorize: async () => {
        rounds++
        if (rounds <= 10) controller.abort()
        return { user: 'ann' }
      },
    })
    for (let round = 0; round < 10; round++) await open(gateway, { signal: controller.signal })
    await vi.advanceTimersByTimeAsync(0)
    expect([subscribers(), vi.getTimerCount()]).toEqual([0, 0])
    expect((await openAll(gateway)).statuses).toEqual(Array(10).fill(200))
  })

  it('leaves nothing when it is canceled in the middle of a replay', async () => {
    vi.useFakeTimers()
    const memory = createMemoryHub()
    const returned = vi.fn()
    const hub: UpdateHub = {
      ...memory,
      async *subscribe(options) {
        try {
          yield* memory.subscribe(options)
        } finally {
          returned()
        }
      },
    }
    const { gateway } = await setUp({ updates: hub })
    const first = await open(gateway)
    const { id = '' } = (await first.next()) ?? {}
    await first.cancel()
    for (let count = 0; count < 600; count++) await hub.publish(update(`e${count}`))
    const second = await open(gateway, { headers: { 'last-event-id': id } })
    await vi.advanceTimersByTimeAsync(100)
    await second.cancel()
    await vi.advanceTimersByTimeAsync(0)
    expect(returned).toHaveBeenCalledTimes(2)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('leaves no timer when its grant ends and its hub has delivered nothing', async () => {
    vi.useFakeTimers()
    let time = Date.now()
    const silent: UpdateHub = {
      publish: async () => undefined,
      subscribe: async function* ({ signal }) {
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
      },
    }
    const { gateway } = await setUp({ updates: silent, now: () => time })
    const opened = open(gateway)
    await vi.advanceTimersByTimeAsync(200)
    await opened
    time += 601_000
    await vi.advanceTimersByTimeAsync(15_000)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('asks the hub for its rooms, and continues after a cursor that came without an update', async () => {
    vi.useFakeTimers()
    const asked: unknown[] = []
    const hub: UpdateHub = {
      publish: async () => undefined,
      async *subscribe({ rooms, after }) {
        asked.push({ rooms, after })
        yield { cursor: 'c-1', reset: true }
        yield { cursor: 'c-2' }
        await new Promise(() => undefined)
      },
    }
    const { gateway } = await setUp({ updates: hub })
    const stream = await open(gateway, { path: `?room_id=${room}&room_id=${otherRoom}&room_id=${room}` })
    await stream.next()
    await vi.advanceTimersByTimeAsync(15_000)
    const beat = await stream.next()
    await stream.cancel()
    const again = await open(gateway, { headers: { 'last-event-id': beat?.id ?? '' } })
    await again.cancel()
    expect([beat?.event, ...asked]).toEqual([
      undefined,
      { rooms: [room, otherRoom], after: undefined },
      { rooms: undefined, after: 'c-2' },
    ])
  })

  it('ends when its request aborts, even if the hub ignores its signal', async () => {
    vi.useFakeTimers()
    const hub: UpdateHub = {
      publish: async () => undefined,
      async *subscribe() {
        yield { cursor: 'c-1', reset: true }
        await new Promise(() => undefined)
      },
    }
    const controller = new AbortController()
    const { gateway } = await setUp({ updates: hub })
    await open(gateway, { signal: controller.signal })
    controller.abort()
    await vi.advanceTimersByTimeAsync(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('counts no more once it has missed two heartbeats, as in a Worker that was stopped', async () => {
    let time = Date.now()
    const { gateway } = await setUp({ now: () => time })
    expect((await openAll(gateway, 11)).statuses).toEqual([...Array(10).fill(200), 429])
    time += 41_000
    expect((await openAll(gateway)).statuses).toEqual(Array(10).fill(200))
  })

  it('sends a comment every 15 seconds, and counts for as long', async () => {
    vi.useFakeTimers()
    const { gateway } = await setUp()
    const { streams } = await openAll(gateway)
    const [stream] = streams
    const start = await stream?.next()
    for (let beat = 0; beat < 4; beat++) {
      await vi.advanceTimersByTimeAsync(15_000)
      expect(await stream?.next()).toEqual(start)
    }
    expect((await open(gateway)).response.status).toBe(429)
    for (const each of streams) await each.cancel()
  })

  it('never sends the cursor of an update before the update', async () => {
    vi.useFakeTimers()
    const { gateway, hub } = await setUp()
    const stream = await open(gateway)
    const { id: start } = (await stream.next()) ?? {}
    const sign = crypto.subtle.sign.bind(crypto.subtle)
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let calls = 0
    vi.spyOn(crypto.subtle, 'sign').mockImplementation(async (...args) => {
      calls++
      const mac = await sign(...args)
      if (calls === 1) await held
      return mac
    })
    await hub.publish(update('e1'))
    await vi.advanceTimersByTimeAsync(15_000)
    const heartbeat = await stream.next()
    expect(heartbeat?.id ?? start).toBe(start)
    release()
    expect(await stream.next()).toMatchObject({ event: 'update', data: { id: 'e1' } })
    vi.restoreAllMocks()
    await stream.cancel()
  })

  it('reports a reset if the hub became ready only after it opened', async () => {
    const memory = createMemoryHub()
    const slow: UpdateHub = {
      ...memory,
      async *subscribe(options) {
        await new Promise((resolve) => setTimeout(resolve, 150))
        yield* memory.subscribe(options)
      },
    }
    const { gateway } = await setUp({ updates: slow })
    const stream = await open(gateway)
    await memory.publish(update('missed'))
    expect(await stream.next()).toMatchObject({ event: 'reset', id: expect.any(String) })
    await stream.cancel()
  })
})

describe('the rooms of a grant', () => {
  it.each<[string, () => never]>([
    [
      'throw',
      () => {
        throw new Error('broken')
      },
    ],
    ['reject', () => Promise.reject(new Error('broken')) as never],
    ['resolve to true', () => Promise.resolve(true) as never],
  ])('let nothing through if they %s', async (_, fail) => {
    const { gateway, hub } = await setUp({
      authorize: () => ({ user: 'ann', rooms: (id) => (id === otherRoom ? fail() : true) }),
    })
    const stream = await open(gateway)
    await stream.next()
    await hub.publish(update('secret', otherRoom))
    await hub.publish(update('e1', room))
    expect(await stream.next()).toMatchObject({ data: { id: 'e1' } })
    await stream.cancel()
    expect((await open(gateway, { path: `?room_id=${otherRoom}` })).response.ok).toBe(false)
    // A rejection that nothing handles would fail the test run.
    await new Promise((resolve) => setTimeout(resolve, 0))
  })
})

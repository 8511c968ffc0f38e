import { runInNewContext } from 'node:vm'
import { describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from '../../test/join-token-tabs.ts'
import {
  advance,
  failWith,
  fakePage,
  sse,
  streamServer,
  subscribe,
  updateOf,
  useVirtualTime,
} from '../../test/updates-setup.ts'

useVirtualTime()

describe('subscribeToUpdates', () => {
  it('reports each update once, and continues after the last cursor', async () => {
    const server = streamServer()
    const { received, statuses } = subscribe({ client: server.client, rooms: ['r1', 'r2'] })
    await advance(0)
    server.last().write(sse('e1') + sse('e2'))
    await advance(0)
    server.last().end()
    await advance(500)
    server.last().write(sse('e2') + sse('e3'))
    await advance(0)
    expect(received).toEqual(['e1', 'e2', 'e3'])
    expect(server.streams.map(({ cursor }) => cursor)).toEqual([null, 'c-e2'])
    expect(server.last().url).toBe('/v2/updates?room_id=r1&room_id=r2')
    expect(statuses).toEqual(['connecting', 'open', 'waiting', 'connecting', 'open'])
  })

  it.each([404, 403, 400, 405])('stops for good after %i', async (status) => {
    const server = streamServer()
    server.faults.push(failWith(status))
    const { statuses, errors } = subscribe({ client: server.client })
    await advance(600_000)
    expect([server.requests, statuses]).toEqual([1, ['connecting', 'closed']])
    expect(errors).toMatchObject([{ name: 'ApiError', status }])
  })

  it('stops for good after an invalid configuration', async () => {
    const server = streamServer()
    const client = { stream: () => server.client.stream({} as never, {}, { timeoutMs: -1 }) }
    const { statuses, errors } = subscribe({ client: client as never })
    await advance(600_000)
    expect([statuses, errors]).toMatchObject([['connecting', 'closed'], [{ name: 'ConfigError' }]])
  })

  it.each([401, 302, 408, 425, 429, 500, 503])('tries again after %i', async (status) => {
    const server = streamServer()
    server.faults.push(failWith(status))
    const { statuses } = subscribe({ client: server.client })
    await advance(500)
    expect(statuses).toEqual(['connecting', 'waiting', 'connecting', 'open'])
  })

  it.each([
    ['a page', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['an empty response', () => new Response(null, { headers: { 'content-type': 'text/event-stream' } })],
    ['a similar type', () => new Response('', { headers: { 'content-type': 'text/event-stream-x' } })],
  ])('takes %s for a transient failure, and is never open with it', async (_, fault) => {
    const server = streamServer()
    server.faults.push(fault)
    const { statuses, errors } = subscribe({ client: server.client })
    await advance(499)
    expect(statuses.slice(0, 2)).toEqual(['connecting', 'waiting'])
    expect(errors).toMatchObject([{ name: 'AnswerError' }])
    await advance(1)
    expect(statuses.at(-1)).toBe('open')
  })

  it('cancels the body of a response that is no event stream', async () => {
    const server = streamServer()
    const cancel = vi.fn()
    server.faults.push(() => new Response(new ReadableStream({ cancel })))
    subscribe({ client: server.client })
    await advance(0)
    expect(cancel).toHaveBeenCalledOnce()
  })

  it('waits up to 0.5 s first, then up to twice as long, and up to 30 s at most', async () => {
    const server = streamServer()
    for (let count = 0; count < 9; count++) server.faults.push(failWith(500))
    const times: number[] = []
    const start = Date.now()
    subscribe({
      client: server.client,
      random: () => 0.999999,
      onStatus: (status) =>
        status === 'connecting' && times.push(Math.round((Date.now() - start) / 100) / 10),
    })
    await advance(300_000)
    const waits = times.slice(1).map((time, index) => Math.round((time - (times[index] ?? 0)) * 10) / 10)
    expect(waits.slice(0, 9)).toEqual([0.5, 1, 2, 4, 8, 16, 30, 30, 30])
  })

  it('waits as long as the server requests, even if the page wakes up', async () => {
    const server = streamServer()
    server.faults.push(failWith(429, { 'retry-after': '120' }))
    const page = fakePage()
    const { statuses } = subscribe({ client: server.client, page })
    await advance(60_000)
    page.emit('online')
    await advance(59_999)
    expect(statuses).toEqual(['connecting', 'waiting'])
    await advance(1)
    expect(statuses.at(-1)).toBe('open')
  })

  it('connects at once when the page wakes up or comes online, but at most once per second', async () => {
    const server = streamServer()
    for (let count = 0; count < 8; count++) server.faults.push(failWith(500))
    const page = fakePage()
    subscribe({ client: server.client, page, random: () => 0.999 })
    await advance(9_000)
    const before = server.requests
    page.emit('online')
    await advance(0)
    expect(server.requests).toBe(before + 1)
    for (let count = 0; count < 10; count++) {
      page.emit('focus')
      await advance(90)
    }
    expect(server.requests).toBe(before + 1)
    await advance(100)
    expect(server.requests).toBe(before + 2)
  })

  it('reconnects after 45 s of silence, and not while comments arrive', async () => {
    const server = streamServer()
    const { statuses } = subscribe({ client: server.client })
    await advance(0)
    for (let count = 0; count < 5; count++) {
      await advance(44_000)
      server.last().write(':\n\n')
    }
    await advance(44_999)
    expect(statuses).toEqual(['connecting', 'open'])
    await advance(1)
    expect(statuses.at(-1)).toBe('waiting')
    expect(server.openCount()).toBe(0)
  })

  it('reconnects after 45 s of silence, even if the clock is set back meanwhile', async () => {
    const server = streamServer()
    const { statuses } = subscribe({ client: server.client })
    await advance(30_000)
    vi.setSystemTime(Date.now() - 3_600_000)
    await advance(14_999)
    expect(statuses).toEqual(['connecting', 'open'])
    await advance(1)
    expect(statuses.at(-1)).toBe('waiting')
  })

  it('counts the time that the device slept, during which timers stand still, as silence', async () => {
    const server = streamServer()
    const { statuses } = subscribe({ client: server.client })
    await advance(0)
    vi.setSystemTime(Date.now() + 3_600_000)
    await advance(5_000)
    expect(statuses.at(-1)).toBe('waiting')
  })

  it.each(['visibilitychange', 'online'])(
    'reconnects at once if a comment is overdue when the page emits %s',
    async (type) => {
      const server = streamServer()
      const page = fakePage()
      const { statuses, abort } = subscribe({ client: server.client, page })
      await advance(19_999)
      page.emit(type)
      await advance(0)
      expect(statuses).toEqual(['connecting', 'open'])
      vi.setSystemTime(Date.now() + 1)
      page.emit(type)
      await advance(0)
      expect(statuses.at(-1)).toBe('waiting')
      abort()
      await advance(0)
      expect(page.listenerCount()).toBe(0)
    },
  )

  it('stops without a request if its list of rooms is empty', async () => {
    const server = streamServer()
    const { statuses, errors } = subscribe({ client: server.client, rooms: [] })
    await advance(600_000)
    expect([server.requests, statuses]).toEqual([0, ['connecting', 'closed']])
    expect(errors).toMatchObject([{ name: 'InputError', problems: [{ pointer: '/room_id' }] }])
  })

  it.each([
    ['has sent none', ''],
    ['has sent an empty one', 'id:\n: \n\n'],
    ['has sent one that no header can contain', 'id: é\ndata: x\n\n'],
    ['has sent one that is too long for a header', `id: ${'x'.repeat(5_000)}\ndata: x\n\n`],
  ])('reports one reset when it reconnects without a cursor, because the server %s', async (_, first) => {
    const server = streamServer(first)
    const record = subscribe({ client: server.client })
    await advance(0)
    expect(record.resets).toBe(0)
    server.last().end()
    await advance(500)
    server.last().write('id: c9\nevent: reset\ndata: {}\n\n')
    await advance(0)
    expect([record.resets, record.statuses.at(-1)]).toEqual([1, 'open'])
    expect(server.streams.map(({ cursor }) => cursor)).toEqual([null, null])
    server.last().end()
    await advance(500)
    expect([record.resets, server.last().cursor]).toEqual([1, 'c9'])
  })

  it('ends a connection with a line over 64 KiB, and makes another', async () => {
    const server = streamServer()
    const { statuses } = subscribe({ client: server.client })
    await advance(0)
    server.last().write('x'.repeat(65_537))
    await advance(0)
    expect(statuses.at(-1)).toBe('waiting')
    await advance(500)
    expect(statuses.at(-1)).toBe('open')
  })

  it('ignores messages that are no updates, but continues after them', async () => {
    const server = streamServer()
    const { received } = subscribe({ client: server.client })
    await advance(0)
    server.last().write('id: c1\nevent: update\ndata: {\n\nid: c2\nevent: update\ndata: {"id":5}\n\n')
    server.last().write(`event: news\ndata: {}\n\n${sse('e1')}id: c3\nevent: update\ndata: null\n\n`)
    await advance(0)
    server.last().fail(new TypeError('terminated'))
    await advance(500)
    expect([received, server.last().cursor]).toEqual([['e1'], 'c3'])
  })

  it('ignores listeners that throw or reject', async () => {
    const server = streamServer('')
    const calls: string[] = []
    const fail = (name: string) => {
      calls.push(name)
      throw new Error(name)
    }
    // A promise of another realm, such as a frame, is no instance of this one's Promise.
    const reject = () => runInNewContext('Promise.reject(new Error("rejected"))') as never
    subscribe({
      client: server.client,
      onStatus: fail,
      onReset: async () => fail('reset'),
      onUpdate: ({ id }) => {
        calls.push(id)
        return reject()
      },
    })
    await advance(0)
    server.last().end()
    await advance(500)
    server.last().write(sse('e1') + sse('e2'))
    await advance(0)
    expect(calls).toEqual(['connecting', 'open', 'waiting', 'connecting', 'open', 'reset', 'e1', 'e2'])
  })

  it.each([
    ['locks', { locks: undefined }],
    ['a channel', { openChannel: () => undefined }],
    [
      'permission to open a channel',
      {
        openChannel: () => {
          throw new Error('denied')
        },
      },
    ],
    ['an identity', { identity: undefined }],
  ])('works alone without %s', async (_, missing) => {
    vi.stubGlobal('navigator', {})
    const { openChannel, locks } = fakeBrowser()
    const server = streamServer()
    const { received } = subscribe({ client: server.client, identity: 'ann', openChannel, locks, ...missing })
    await vi.dynamicImportSettled()
    await advance(0)
    server.last().write(sse(updateOf('e1').id))
    await advance(0)
    expect(received).toEqual(['e1'])
    vi.unstubAllGlobals()
  })
})

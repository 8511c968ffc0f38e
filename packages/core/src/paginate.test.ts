import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import { collect } from '../test/collect.ts'
import { errorOf, json, type Sent, testClient } from '../test/test-client.ts'
import { bind } from './bind.ts'
import type { AnswerError } from './errors.ts'
import { type ListEndpoint, nextPageInput, paginate } from './paginate.ts'
import * as rooms from './video/rooms.ts'

/** Limits walks that must end with an error, so that a test fails instead of running forever. */
const limit = { maxPages: 200 }

function numberOf(sent: Sent): number {
  return Number(new URLSearchParams(sent.url.split('?')[1]).get('page[number]') ?? 1)
}

/** Responds with numbered pages of rooms. */
function pages(...ids: readonly (readonly string[])[]) {
  return (sent: Sent) => {
    const number = numberOf(sent)
    return json({
      data: (ids[number - 1] ?? []).map((id) => ({ id })),
      meta: { page_number: number, page_size: 2, total_pages: ids.length },
    })
  }
}

describe('paginate', () => {
  it.each([Number.NaN, -1, '3', null])('rejects %j as maxPages, and requests nothing', async (maxPages) => {
    const { client, sent } = testClient(pages(['a']))
    const walk = collect(paginate(client, rooms.list, {}, { maxPages: maxPages as number }))
    expect(await errorOf(walk)).toMatchObject({ name: 'ConfigError', outcome: 'not-sent' })
    expect(sent).toEqual([])
  })

  it('rejects an endpoint that does not return pages, and sends nothing', async () => {
    const { client, sent } = testClient()
    const bound = bind(client, rooms)
    const walks = [
      // @ts-expect-error one room is no list
      paginate(client, rooms.retrieve, { room_id: 'r1' }),
      // @ts-expect-error the bound form too
      paginate(bound.retrieve, { room_id: 'r1' }),
      // @ts-expect-error an action returns no pages
      paginate(client, rooms.create, {}),
    ]
    const calls = [
      // @ts-expect-error a list without a client
      paginate(rooms.list, {}),
      // @ts-expect-error a client without a list
      paginate(client),
      // @ts-expect-error nothing
      paginate(),
    ]
    for (const walk of calls) {
      const error = await errorOf(collect<unknown>(walk))
      expect(error).toMatchObject({ name: 'InputError', outcome: 'not-sent' })
      expect(String(error)).toMatch(/expected a client and an endpoint, or an endpoint of a bound client/)
    }
    for (const walk of walks) {
      const error = await errorOf(collect(walk))
      expect(error).toMatchObject({ name: 'InputError', outcome: 'not-sent' })
      expect(String(error)).toMatch(/ was not sent\. \/: expected an endpoint that returns pages/)
    }
    // @ts-expect-error a room has no next page
    void (() => nextPageInput(rooms.retrieve, { room_id: 'r1' }, { id: 'r1' }))
    expect(sent).toEqual([])
  })

  it('does not compile with an endpoint that does not return pages, and says so', () => {
    expectTypeOf<ListEndpoint<typeof rooms.list>>().toEqualTypeOf<typeof rooms.list>()
    type Message = 'This endpoint does not return pages: pass one that does, such as rooms.list'
    expectTypeOf<ListEndpoint<typeof rooms.retrieve>>().toEqualTypeOf<Message>()
    expectTypeOf<ListEndpoint<typeof rooms.delete>>().toEqualTypeOf<Message>()
  })

  it('accepts Infinity as maxPages', async () => {
    const { client } = testClient(pages(['a'], ['b']))
    const walk = paginate(client, rooms.list, {}, { maxPages: Number.POSITIVE_INFINITY })
    expect(await collect(walk)).toHaveLength(2)
  })
})

describe('paginate over numbered pages', () => {
  it('yields all items, even if a page in between is empty', async () => {
    const { client, sent } = testClient(pages(['a', 'b'], [], ['c']))
    expect(await collect(paginate(client, rooms.list))).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }])
    expect(sent).toHaveLength(3)
  })

  it('accepts a bound endpoint, and sends the input for every page', async () => {
    const { client, sent } = testClient(pages(['a'], ['b']))
    const bound = bind(client, rooms)
    await collect(paginate(bound.list, { filter: { unique_name: 'x' }, page: { size: 1 } }))
    expect(sent.map(({ url }) => decodeURIComponent(url))).toEqual([
      '/v2/rooms?filter[unique_name]=x&page[size]=1',
      '/v2/rooms?filter[unique_name]=x&page[number]=2&page[size]=1',
    ])
  })

  it('begins at the page of the input', async () => {
    const { client } = testClient(pages(['a'], ['b'], ['c']))
    expect(await collect(paginate(client, rooms.list, { page: { number: 2 } }))).toEqual([
      { id: 'b' },
      { id: 'c' },
    ])
  })

  it('requests no further page after a break', async () => {
    const { client, sent } = testClient(pages(['a', 'b'], ['c']))
    for await (const _ of paginate(client, rooms.list)) break
    expect(sent).toHaveLength(1)
  })

  it('requests at most maxPages pages', async () => {
    const { client, sent } = testClient(pages(['a'], ['b'], ['c']))
    expect(await collect(paginate(client, rooms.list, {}, { maxPages: 2 }))).toHaveLength(2)
    expect(sent).toHaveLength(2)
  })

  it('throws without repeating items if the server repeats a page', async () => {
    const { client, sent } = testClient(() =>
      json({ data: [{ id: 'a' }], meta: { page_number: 1, total_pages: 9 } }),
    )
    const seen: string[] = []
    const error = await errorOf<AnswerError>(
      (async () => {
        for await (const { id } of paginate(client, rooms.list)) seen.push(id)
      })(),
    )
    expect(error).toMatchObject({
      name: 'AnswerError',
      problems: [{ expected: 'page 2', received: 'page 1' }],
    })
    expect(seen).toEqual(['a'])
    expect(sent).toHaveLength(2)
  })

  it('without meta, ends at an empty page and throws for a repeated page', async () => {
    const ending = testClient((sent) => json({ data: numberOf(sent) < 3 ? [{ id: sent.url }] : [] }))
    expect(await collect(paginate(ending.client, rooms.list))).toHaveLength(2)

    const looping = testClient(() => json({ data: [{ id: 'a' }] }))
    await expect(collect(paginate(looping.client, rooms.list, {}, limit))).rejects.toMatchObject({
      name: 'AnswerError',
    })
    expect(looping.sent).toHaveLength(2)
  })

  it('continues after many empty pages, but throws if all pages are empty', async () => {
    const sparse = testClient((sent) => {
      const number = numberOf(sent)
      const data = number % 60 === 0 ? [{ id: `r${number}` }] : []
      return json({ data, meta: { page_number: number, total_pages: 120 } })
    })
    expect(await collect(paginate(sparse.client, rooms.list))).toHaveLength(2)

    const endless = testClient((sent) =>
      json({ data: [], meta: { page_number: numberOf(sent), total_pages: 1e9 } }),
    )
    await expect(collect(paginate(endless.client, rooms.list, {}, limit))).rejects.toMatchObject({
      name: 'AnswerError',
    })
  })

  it('with only a total, throws for a repeated page', async () => {
    const { client, sent } = testClient(() => json({ data: [{ id: 'a' }], meta: { total_pages: 1e6 } }))
    await expect(collect(paginate(client, rooms.list, {}, limit))).rejects.toMatchObject({
      name: 'AnswerError',
    })
    expect(sent).toHaveLength(2)
  })

  it('throws when it is aborted', async () => {
    const controller = new AbortController()
    const { client, sent } = testClient(pages(['a'], ['b']))
    const walk = paginate(client, rooms.list, {}, { signal: controller.signal })
    await walk.next()
    controller.abort()
    await expect(walk.next()).rejects.toMatchObject({ name: 'AbortError' })
    expect(sent).toHaveLength(1)
  })
})

describe('paginate with prefetch', () => {
  it('requests the next page while the items of the current one are read', async () => {
    const { client, sent } = testClient(pages(['a', 'b'], ['c'], ['d']))
    const walk = paginate(client, rooms.list, {}, { prefetch: true })
    expect((await walk.next()).value).toMatchObject({ id: 'a' })
    await vi.waitFor(() => expect(sent).toHaveLength(2))
    const rest = await collect(walk)
    expect(rest).toHaveLength(3)
    expect(sent).toHaveLength(3)
  })

  it('requests no page beyond maxPages', async () => {
    const { client, sent } = testClient(pages(['a'], ['b'], ['c']))
    await collect(paginate(client, rooms.list, {}, { prefetch: true, maxPages: 2 }))
    expect(sent).toHaveLength(2)
  })

  it('aborts the prefetched page after a break', async () => {
    const signals: AbortSignal[] = []
    const { client } = testClient(undefined, {
      fetch: (_, init) => {
        signals.push(init?.signal as AbortSignal)
        if (signals.length > 1) return new Promise(() => undefined)
        return Promise.resolve(json({ data: [{ id: 'a' }], meta: { page_number: 1, total_pages: 2 } }))
      },
    })
    for await (const _ of paginate(client, rooms.list, {}, { prefetch: true })) break
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, true])
  })

  it('throws the error of a prefetched page only when that page is reached', async () => {
    const { client } = testClient((sent) =>
      numberOf(sent) === 1
        ? json({ data: [{ id: 'a' }, { id: 'b' }], meta: { page_number: 1, total_pages: 2 } })
        : json({}, { status: 404 }),
    )
    const walk = paginate(client, rooms.list, {}, { prefetch: true })
    expect([(await walk.next()).value?.id, (await walk.next()).value?.id]).toEqual(['a', 'b'])
    await expect(walk.next()).rejects.toMatchObject({ status: 404 })
  })

  it('throws when the caller aborts it', async () => {
    const controller = new AbortController()
    const { client } = testClient(pages(['a'], ['b']))
    const walk = paginate(client, rooms.list, {}, { prefetch: true, signal: controller.signal })
    await walk.next()
    controller.abort()
    await expect(walk.next()).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('nextPageInput', () => {
  it('returns the input of the next page, and undefined after the last', () => {
    const input = { page: { number: 2, size: 50 }, filter: { unique_name: 'x' } }
    const page = (page_number: number) => ({ data: [], meta: { page_number, total_pages: 3 } })
    expect(nextPageInput(rooms.list, input, page(2))).toEqual({ ...input, page: { number: 3, size: 50 } })
    expect(nextPageInput(rooms.list, { page: { number: 3 } }, page(3))).toBeUndefined()
    expect(() => nextPageInput(rooms.list, input, page(1))).toThrow('page 2')
  })
})

import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { collect } from '../test/collect.ts'
import { json, testClient } from '../test/test-client.ts'
import { type Endpoint, endpoint } from './endpoint.ts'
import { paginate } from './paginate.ts'
import { model } from './schema/model.ts'
import { type Page, type TexmlPageMeta, texmlPage } from './schema/page.ts'

/** Limits walks that must end with an error, so that a test fails instead of running forever. */
const limit = { maxPages: 200 }

describe('paginate over tokens', () => {
  interface QueuesInput extends v.InferInput<typeof QueuesInput> {}
  const QueuesInput = v.strictObject({
    account_sid: v.string(),
    Page: v.optional(v.number()),
    PageSize: v.optional(v.number()),
    PageToken: v.optional(v.string()),
  })
  interface Queue extends v.InferOutput<typeof Queue> {}
  const Queue = model({ sid: v.string() })
  const list: Endpoint<QueuesInput, Page<Queue, TexmlPageMeta>> = endpoint({
    method: 'GET',
    path: '/texml/Accounts/{account_sid}/Queues',
    input: QueuesInput,
    output: texmlPage('queues', Queue),
    envelope: 'texml-page',
  })

  it('uses only the query of next_page_uri, in either casing, and ignores its host and path', async () => {
    const { client, sent } = testClient((_, count) =>
      json({
        queues: count === 2 ? [] : [{ sid: `q${count}` }],
        page: count - 1,
        next_page_uri:
          count < 3
            ? `https://elsewhere.test/x.json?${count === 1 ? 'page' : 'Page'}=${count}&PageToken=t${count}`
            : null,
      }),
    )
    const items = await collect(paginate(client, list, { account_sid: 'acc' }))
    expect(items).toEqual([{ sid: 'q1' }, { sid: 'q3' }])
    expect(sent.map(({ url }) => url)).toEqual([
      '/v2/texml/Accounts/acc/Queues',
      '/v2/texml/Accounts/acc/Queues?Page=1&PageToken=t1',
      '/v2/texml/Accounts/acc/Queues?Page=2&PageToken=t2',
    ])
  })

  it('ignores fields of next_page_uri that are not about paging', async () => {
    const { client, sent } = testClient((_, count) =>
      json({
        queues: [{ sid: `q${count}` }],
        next_page_uri: count < 2 ? '?Page=1&constructor=2&toString=3&Other=4' : null,
      }),
    )
    await collect(paginate(client, list, { account_sid: 'acc' }))
    expect(sent.at(-1)?.url).toBe('/v2/texml/Accounts/acc/Queues?Page=1')
  })

  it('throws if a next_page_uri is repeated', async () => {
    const { client, sent } = testClient(() =>
      json({ queues: [{ sid: 'q' }], next_page_uri: '?Page=1&PageToken=t' }),
    )
    await expect(collect(paginate(client, list, { account_sid: 'acc' }, limit))).rejects.toMatchObject({
      name: 'AnswerError',
    })
    expect(sent).toHaveLength(2)
  })

  it.each([
    ['empty pages', () => []],
    ['identical pages', () => [{ sid: 'q' }]],
  ])('throws for an endless sequence of %s, even if every token is new', async (_, queues) => {
    const { client, sent } = testClient((__, count) =>
      json({ queues: queues(), next_page_uri: `?Page=${count}&PageToken=t${count}` }),
    )
    await expect(collect(paginate(client, list, { account_sid: 'acc' }, limit))).rejects.toMatchObject({
      name: 'AnswerError',
      problems: [{ pointer: '/meta', expected: 'an end' }],
    })
    expect(sent.length).toBeLessThan(110)
  })

  it('does not send the initial token for later pages', async () => {
    const { client, sent } = testClient((_, count) =>
      json({ queues: [{ sid: `q${count}` }], next_page_uri: count < 2 ? '?Page=2' : null }),
    )
    await collect(paginate(client, list, { account_sid: 'acc', PageToken: 'first' }))
    expect(sent.at(-1)?.url).toBe('/v2/texml/Accounts/acc/Queues?Page=2')
  })
})

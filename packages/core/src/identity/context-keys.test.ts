import { describe, expect, it } from 'vitest'
import { contextSigner } from '../../test/context-signer.ts'
import { errorOf, json, testClient } from '../../test/test-client.ts'
import type { ContextError } from './context-error.ts'
import { contextKeysFrom } from './context-keys.ts'

const [older, newer] = await Promise.all([contextSigner('older'), contextSigner('newer')])

function setUp() {
  let clock = 0
  let keys = older.keySet.keys
  let isDown = false
  const { client, sent } = testClient(() => (isDown ? json({}, { status: 500 }) : json({ keys })), {
    maxRetries: 0,
  })
  return {
    find: contextKeysFrom(client, { now: () => clock }),
    sent,
    pass: (ms: number) => {
      clock += ms
    },
    rotate: () => {
      keys = [...newer.keySet.keys, ...keys]
    },
    giveUpOlder: () => {
      keys = newer.keySet.keys
    },
    fail: (down = true) => {
      isDown = down
    },
  }
}

describe('contextKeysFrom', () => {
  it('asks the gateway once', async () => {
    const { find, sent } = setUp()
    expect(await find('older')).toEqual(older.keySet.keys[0])
    expect(await find('older')).toEqual(older.keySet.keys[0])
    expect(sent.map(({ method, url }) => [method, url])).toEqual([['GET', '/v2/keys']])
  })

  it('asks again for an id that it does not know, though not for every one', async () => {
    const { find, sent, rotate, pass } = setUp()
    await find('older')
    rotate()
    for (const kid of ['made up', 'newer', 'made up again']) expect(await find(kid)).toBeUndefined()
    expect(sent).toHaveLength(1)
    pass(30_000)
    expect(await find('newer')).toEqual(newer.keySet.keys[0])
    expect(await find('made up')).toBeUndefined()
    expect(sent).toHaveLength(2)
  })

  it('believes in no key for longer than ten minutes', async () => {
    const { find, sent, rotate, giveUpOlder, pass } = setUp()
    await find('older')
    rotate()
    giveUpOlder()
    pass(599_999)
    expect(await find('older')).toBeDefined()
    pass(1)
    expect(await find('older')).toBeUndefined()
    expect(sent).toHaveLength(2)
  })

  it('says that the keys cannot be had, and does not ask at once again', async () => {
    const { find, sent, fail, pass } = setUp()
    fail()
    const error = await errorOf<ContextError>(find('older'))
    expect([error.code, (error.cause as Error).name]).toEqual(['keys_unavailable', 'ApiError'])
    expect((await errorOf<ContextError>(find('older'))).code).toBe('keys_unavailable')
    expect(sent).toHaveLength(1)
    fail(false)
    pass(30_000)
    expect(await find('older')).toBeDefined()
  })
})

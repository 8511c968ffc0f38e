import { describe, expect, it } from 'vitest'
import { audience, contextSigner, roomId } from '../../test/context-signer.ts'
import { errorOf, json, testClient } from '../../test/test-client.ts'
import { ConfigError } from '../errors.ts'
import type { ContextError } from './context-error.ts'
import { contextKeysFrom } from './context-keys.ts'
import { markParticipants } from './mark-participants.ts'
import { verifyContext } from './verify-context.ts'

const [older, newer] = await Promise.all([contextSigner('older'), contextSigner('newer')])
const olderKey = older.keySet.keys[0]
const newerKey = newer.keySet.keys[0]

function setUp(options: { readonly maxAgeMs?: number; readonly askAgainMs?: number } = {}) {
  let nowMs = 0
  let keys = older.keySet.keys
  let isDown = false
  let pending: Promise<void> | undefined
  const { client, sent } = testClient(
    async () => {
      await pending
      return isDown ? json({}, { status: 500 }) : json({ keys })
    },
    { maxRetries: 0 },
  )
  return {
    find: contextKeysFrom(client, { ...options, now: () => nowMs }),
    sent,
    pass: (ms: number) => {
      nowMs += ms
    },
    /** Adds the newer key to the keys of the gateway. */
    rotate: () => {
      keys = [...newer.keySet.keys, ...keys]
    },
    /** Removes the older key from the keys of the gateway. */
    removeOlder: () => {
      keys = newer.keySet.keys
    },
    fail: (isFailing = true) => {
      isDown = isFailing
    },
    /** Holds the responses of the gateway until the promise is fulfilled. */
    hold: (until: Promise<void>) => {
      pending = until
    },
  }
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return (await errorOf<ContextError>(promise)).code
}

describe('contextKeysFrom', () => {
  it('looks the keys up once', async () => {
    const { find, sent } = setUp()
    expect(await find('older')).toEqual(olderKey)
    expect(await find('older')).toEqual(olderKey)
    expect(sent.map(({ method, url }) => [method, url])).toEqual([['GET', '/v2/keys']])
  })

  it('resolves to undefined for an id that the look-up for it did not find', async () => {
    const { find, sent } = setUp()
    expect(await find('made up')).toBeUndefined()
    expect(await find('made up')).toBeUndefined()
    expect(sent).toHaveLength(1)
  })

  it('reports an id as unavailable, not as unknown, until a look-up covers it', async () => {
    const { find, sent, rotate, pass } = setUp()
    await find('older')
    rotate()
    for (const kid of ['newer', 'made up']) expect(await codeOf(find(kid))).toBe('keys_unavailable')
    pass(29_999)
    expect(await codeOf(find('newer'))).toBe('keys_unavailable')
    expect(sent).toHaveLength(1)
    pass(1)
    expect(await find('newer')).toEqual(newerKey)
    expect(await find('made up')).toBeUndefined()
    expect(sent).toHaveLength(2)
  })

  it('makes one request for 200 made-up ids, one after the other or at once', async () => {
    const { find, sent, pass } = setUp()
    await find('older')
    pass(30_000)
    const kids = Array.from({ length: 200 }, (_, index) => `made up ${index}`)
    for (const kid of kids.slice(0, 100)) await find(kid).catch(() => undefined)
    await Promise.allSettled(kids.slice(100).map((kid) => find(kid)))
    expect(sent).toHaveLength(2)
    expect(await find('older')).toEqual(olderKey)
    pass(30_000)
    expect(await Promise.all(kids.map((kid) => find(kid)))).toEqual(kids.map(() => undefined))
    expect(sent).toHaveLength(3)
  })

  it('makes one request for concurrent calls on first use, with and without a pause between attempts', async () => {
    for (const askAgainMs of [30_000, 0]) {
      const { find, sent } = setUp({ askAgainMs })
      const found = await Promise.all(Array.from({ length: 50 }, () => find('older')))
      expect(found).toEqual(found.map(() => olderKey))
      expect(sent).toHaveLength(1)
    }
  })

  it('lets calls wait for the look-up of another call, which does not cover their ids', async () => {
    const { find, sent, hold } = setUp()
    let release = () => {}
    hold(
      new Promise((resolve) => {
        release = resolve
      }),
    )
    const first = find('older')
    await new Promise((resolve) => setTimeout(resolve, 1))
    const second = find('older')
    const unknown = codeOf(find('made up'))
    release()
    expect([await first, await second, await unknown]).toEqual([olderKey, olderKey, 'keys_unavailable'])
    expect(sent).toHaveLength(1)
  })

  it('covers all ids that the caller names with one look-up', async () => {
    const { find, sent } = setUp()
    const kids = ['older', 'made up', 'made up too']
    expect(await find('older', kids)).toEqual(olderKey)
    expect([await find('made up', kids), await find('made up too', kids)]).toEqual([undefined, undefined])
    expect(sent).toHaveLength(1)
  })

  it('trusts a removed key for ten minutes at most', async () => {
    const { find, sent, rotate, removeOlder, pass } = setUp()
    await find('older')
    rotate()
    removeOlder()
    pass(599_999)
    expect(await find('older')).toBeDefined()
    pass(1)
    expect(await find('older')).toBeUndefined()
    expect(sent).toHaveLength(2)
  })

  it('looks the keys up again when the clock is set back', async () => {
    const { find, sent, pass } = setUp()
    await find('older')
    pass(-3_600_000)
    expect(await find('older')).toEqual(olderKey)
    expect(sent).toHaveLength(2)
  })

  it('keeps the last keys when a look-up fails', async () => {
    const { find, sent, fail, pass } = setUp()
    await find('older')
    fail()
    pass(30_000)
    const error = await errorOf<ContextError>(find('made up'))
    expect([error.code, (error.cause as Error).name]).toEqual(['keys_unavailable', 'ApiError'])
    expect(await find('older')).toEqual(olderKey)
    expect(sent).toHaveLength(2)
  })

  it('reports a failed look-up with its cause, and does not repeat it immediately', async () => {
    const { find, sent, fail, pass } = setUp()
    fail()
    const error = await errorOf<ContextError>(find('older'))
    expect([error.code, (error.cause as Error).name]).toEqual(['keys_unavailable', 'ApiError'])
    expect(await codeOf(find('older'))).toBe('keys_unavailable')
    expect(sent).toHaveLength(1)
    fail(false)
    pass(30_000)
    expect(await find('older')).toEqual(olderKey)
  })

  it('reports keys as unavailable when they are too old and cannot be looked up', async () => {
    const { find, fail, pass } = setUp()
    await find('older')
    fail()
    pass(600_000)
    expect(await codeOf(find('older'))).toBe('keys_unavailable')
  })

  it.each([{ maxAgeMs: 1_000 }, { maxAgeMs: 0 }])('uses the keys of a look-up with %j', async (options) => {
    const { find, sent, pass } = setUp(options)
    expect(await find('older')).toEqual(olderKey)
    pass(1_000)
    expect(await find('older')).toEqual(olderKey)
    expect(sent).toHaveLength(2)
  })

  it.each([
    { maxAgeMs: Number.NaN },
    { askAgainMs: Number.NaN },
    { askAgainMs: -1 },
    { maxAgeMs: '9' as never },
  ])('throws a ConfigError for %o', (options) => {
    expect(() => setUp(options)).toThrow(ConfigError)
  })
})

describe('participants with keys of contextKeysFrom', () => {
  const options = { audience, roomId, now: () => 1_000_000_000 }
  const person = (context: string) => ({ context, joined_at: new Date(1_000_000_000).toISOString() })

  it('are unverified right after a key rotation, and verified after the next look-up', async () => {
    const { find: keys, rotate, pass } = setUp()
    const people = [person(await older.sign())]
    const marks = async () => (await markParticipants(people, { ...options, keys })).map(({ mark }) => mark)
    expect(await marks()).toEqual(['verified'])
    rotate()
    people.push(person(await newer.sign()))
    expect(await marks()).toEqual(['verified', 'unverified'])
    pass(30_000)
    expect(await marks()).toEqual(['verified', 'verified'])
  })

  it('are forged at the first look-up if the gateway does not have their key', async () => {
    const { find: keys, sent } = setUp()
    const [forger, other] = [await contextSigner('forged'), await contextSigner('forged too')]
    const people = [person(await older.sign()), person(await forger.sign()), person(await other.sign())]
    const marked = await markParticipants(people, { ...options, keys })
    expect(marked.map(({ mark }) => mark)).toEqual(['verified', 'forged', 'forged'])
    expect(sent).toHaveLength(1)
  })

  it('cannot cause more than one request with 200 forged contexts', async () => {
    const { find: keys, sent } = setUp()
    const contexts = await Promise.all(
      Array.from({ length: 200 }, (_, index) => older.sign({}, { kid: `forged ${index}` })),
    )
    await Promise.allSettled(contexts.map((context) => verifyContext(context, { ...options, keys })))
    await markParticipants(contexts.map(person), { ...options, keys })
    expect(sent).toHaveLength(1)
    expect(await verifyContext(await older.sign(), { ...options, keys })).toMatchObject({ user: 'ann' })
  })
})

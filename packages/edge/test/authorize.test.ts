import { rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { deny, describeRefusal, type RefusedCall } from '../src/index.ts'
import { harness } from './harness.ts'

describe('an invalid result of authorize', () => {
  it.each([
    ['true', true],
    ['a grant without a user', {}],
    ['an empty user', { user: '' }],
    ['a number as the user', { user: 7 }],
    ['NaN as a lifetime', { user: 'ann', tokenTtlSecs: Number.NaN }],
    ['a lifetime that is over', { user: 'ann', tokenTtlSecs: -5 }],
    ['no lifetime of a refresh token', { user: 'ann', refreshTtlSecs: 0 }],
    ['a Map of claims', { user: 'ann', claims: new Map([['role', 'host']]) }],
    ['claims that JSON turns into text', { user: 'ann', claims: { toJSON: () => 'host' } }],
    ['a date as claims', { user: 'ann', claims: new Date(0) }],
    ['claims that JSON cannot express', { user: 'ann', claims: { seat: 1n } }],
    ['text as a lifetime', { user: 'ann', refreshTtlSecs: '60' }],
    ['null as claims', { user: 'ann', claims: null }],
    ['text as claims', { user: 'ann', claims: 'host' }],
    ['a list as claims', { user: 'ann', claims: ['host'] }],
    ['a list as rooms', { user: 'ann', rooms: ['r1'] }],
    ['null as rooms', { user: 'ann', rooms: null }],
    ['room, for rooms', { user: 'ann', room: () => false }],
    ['tokenTtlSec, for tokenTtlSecs', { user: 'ann', tokenTtlSec: 30 }],
    ['refreshTtl, for refreshTtlSecs', { user: 'ann', refreshTtl: 60 }],
    ['token_ttl_secs, for tokenTtlSecs', { user: 'ann', token_ttl_secs: 30 }],
    ['an unknown field that is undefined', { user: 'ann', room: undefined }],
    ['a field named __proto__', JSON.parse('{"user":"ann","__proto__":{}}')],
    ['a list of grants', [{ user: 'ann' }]],
    ['what deny returns, as a plain object', { reason: 'x', revoked: true }],
  ])('rejects the call: %s', async (_, result) => {
    const { send, emulator } = harness({ authorize: () => result as never })
    expect(await send('GET', '/telnyx/rooms')).toMatchObject({ status: 503, body: { code: 'unavailable' } })
    expect(emulator.requests()).toEqual([])
  })

  it.each([null, undefined, false])('is 401 for %s', async (result) => {
    const { send, emulator } = harness({ authorize: () => result as never })
    expect(await send('GET', '/telnyx/rooms')).toMatchObject({ status: 401, body: { code: 'signed_out' } })
    expect(emulator.requests()).toEqual([])
  })

  it('is named in the cause, with the known fields', async () => {
    const refused: RefusedCall[] = []
    const authorize = () => ({ user: 'ann', room: () => false })
    await harness({ authorize, onRefusal: (call) => refused.push(call) }).send('GET', '/telnyx/rooms')
    expect(refused.map(describeRefusal)).toEqual([
      expect.stringMatching(/503 unavailable: ConfigError: .*authorize.*'room'.*user.*rooms$/),
    ])
  })

  it.each([
    ['a misspelled option', () => deny('banned', { revoke: true } as never)],
    ['no reason', () => deny({ revoked: true } as never)],
  ])('is a call of deny with %s, which would otherwise only deny', async (_, authorize) => {
    expect((await harness({ authorize }).send('GET', '/telnyx/rooms')).status).toBe(503)
  })

  it.each([
    ['a promise', async () => true],
    ['text', () => 'yes'],
    ['1', () => 1],
  ])('includes no room if rooms returns %s', async (_, isAllowed) => {
    const { send, upstream } = harness({ authorize: () => ({ user: 'ann', rooms: isAllowed as never }) })
    const { id } = await rooms.create(upstream, {})
    expect((await send('GET', `/telnyx/rooms/${id}`)).body.code).toBe('denied')
    expect((await send('GET', '/telnyx/rooms')).body.data).toEqual([])
  })
})

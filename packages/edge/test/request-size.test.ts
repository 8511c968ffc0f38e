import { endpoint } from '@greenroom/core'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { clearRefreshCookies, createTokenBucket } from '../src/index.ts'
import { harness } from './harness.ts'

const repeat = (text: string, bytes: number) => text.repeat(Math.ceil(bytes / text.length))

/** Queries of one kind, by their length in bytes. */
const queries: readonly [string, (bytes: number) => string][] = [
  ['one name', (bytes) => repeat('a&', bytes)],
  ['one name with empty brackets', (bytes) => repeat('a[]=&', bytes)],
  ['one known name', (bytes) => repeat('page[size]=1&', bytes)],
  ['different names', (bytes) => Array.from({ length: bytes / 8 }, (_, index) => `a${index}=1`).join('&')],
  ['contradicting names', (bytes) => `a&${repeat('a[b]&', bytes)}`],
  ['nested brackets', (bytes) => `filter${repeat('[a]', bytes)}=1`],
  ['unclosed brackets', (bytes) => `filter${repeat('[', bytes)}=1`],
  ['a long name', (bytes) => repeat('a', bytes)],
  ['a long value', (bytes) => `filter[unique_name]=${repeat('a', bytes)}`],
  ['a list of commas', (bytes) => `a=${repeat(',', bytes)}`],
  ['separators', (bytes) => repeat('&', bytes)],
  ['malformed escapes', (bytes) => repeat('%', bytes)],
]

describe('a query that is too large', () => {
  it.each(queries)('is rejected before authorize and before the API: %s', async (_, queryOf) => {
    const authorize = vi.fn(() => null)
    const { send, emulator } = harness({ authorize })
    for (const bytes of [40_000, 200_000, 2_000_000]) {
      const answer = await send('GET', `/telnyx/rooms?${queryOf(bytes)}`)
      expect([answer.status, answer.body.code]).toEqual([414, 'too_large'])
      expect(answer.text.length).toBeLessThan(1_000)
    }
    expect(authorize).not.toHaveBeenCalled()
    expect(emulator.requests()).toEqual([])
  })

  it('is rejected over 100 fields, without parsing it', async () => {
    const authorize = vi.fn(() => ({ user: 'ann' }))
    const { send } = harness({ authorize })
    const fields = (count: number) => Array.from({ length: count }, () => 'page[size]=2').join('&')
    const parsed = vi.spyOn(globalThis, 'URLSearchParams')
    const many = await send('GET', `/telnyx/rooms?${repeat('a&', 6_000)}`)
    expect([many.status, many.body.code]).toEqual([422, 'invalid_input'])
    expect((await send('GET', `/telnyx/rooms?${fields(101)}`)).body.title).toMatch(/at most 100 fields/)
    expect(parsed).not.toHaveBeenCalled()
    parsed.mockRestore()
    // With 100 fields, the repeated field is the problem.
    expect((await send('GET', `/telnyx/rooms?${fields(100)}`)).body.pointer).toBe('/page/size')
    expect(authorize).not.toHaveBeenCalled()
  })

  it('is rejected for calls with a body too', async () => {
    const { send } = harness()
    expect((await send('POST', `/telnyx/rooms?${repeat('a&', 100_000)}`, {})).status).toBe(414)
    expect((await send('POST', `/telnyx/rooms?${repeat('a&', 4_000)}`, {})).status).toBe(422)
  })

  it('counts against the limit of the address first', async () => {
    const limits = { perAddress: createTokenBucket({ perMinute: 1 }), address: () => '192.0.2.1' }
    const { send } = harness({ limits })
    await send('GET', '/telnyx/rooms')
    expect((await send('GET', `/telnyx/rooms?${repeat('a&', 200_000)}`)).status).toBe(429)
  })

  it('is not looked at for an unknown path or method, or from another origin', async () => {
    const { send } = harness()
    const query = repeat('a&', 200_000)
    expect((await send('GET', `/telnyx/nothing?${query}`)).status).toBe(404)
    expect((await send('PUT', `/telnyx/rooms?${query}`)).status).toBe(405)
    const headers = { origin: 'https://evil.example' }
    expect((await send('GET', `/telnyx/rooms?${query}`, undefined, headers)).status).toBe(403)
  })
})

describe('other large or deep input', () => {
  const post = (body: string, headers = {}) => {
    const authorize = vi.fn(() => ({ user: 'ann' }))
    const { send } = harness({ authorize })
    return send('POST', '/telnyx/rooms', body, headers).then((answer) => {
      expect(authorize).not.toHaveBeenCalled()
      expect(answer.text.length).toBeLessThan(1_500)
      return answer
    })
  }

  it.each([
    ['nested lists', `{"unique_name":${'['.repeat(7_000)}${']'.repeat(7_000)}}`],
    ['nested objects', `${'{"a":'.repeat(2_500)}1${'}'.repeat(2_500)}`],
    ['a long name', JSON.stringify({ ['x'.repeat(16_000)]: 1 })],
    ['a long name in a pointer', JSON.stringify({ ['~/'.repeat(8_000)]: 1 })],
    ['many names', JSON.stringify(Object.fromEntries(Array.from({ length: 1_500 }, (_, i) => [`a${i}`, 1])))],
  ])('is rejected before authorize: a body with %s', async (_, body) => {
    expect((await post(body)).status).toBe(422)
  })

  it('is rejected before authorize: a list of thousands of invalid ids', async () => {
    const authorize = vi.fn(() => null)
    const { send } = harness({ authorize })
    const participants = Array.from({ length: 5_000 }, () => '')
    const answer = await send('POST', '/telnyx/room_sessions/s1/actions/kick', { participants })
    expect(answer.status).toBe(422)
    expect(authorize).not.toHaveBeenCalled()
  })

  it('is rejected in a loose schema too, where every field is known', async () => {
    const store = endpoint({
      method: 'POST',
      path: '/notes',
      input: v.looseObject({}),
      output: v.unknown(),
    })
    const { send, emulator } = harness({ expose: [store] })
    const levels = (count: number) => `${'{"a":'.repeat(count)}1${'}'.repeat(count)}`
    expect((await send('POST', '/telnyx/notes', levels(2_500))).body.title).toMatch(/at most 32 levels/)
    expect((await send('POST', '/telnyx/notes', levels(33))).status).toBe(422)
    expect(emulator.requests()).toEqual([])
    // The emulator does not have this endpoint.
    expect((await send('POST', '/telnyx/notes', levels(32))).status).toBe(404)
    expect(emulator.requests()).toHaveLength(1)
  })

  it.each([
    ['many segments', `/telnyx/${'a/'.repeat(100_000)}`],
    ['a long segment', `/telnyx/rooms/${'a'.repeat(200_000)}`],
    ['many escapes', `/telnyx/rooms/${'%41'.repeat(60_000)}`],
    ['many slashes', `/telnyx${'/'.repeat(200_000)}`],
  ])('is 404: a path with %s', async (_, path) => {
    expect((await harness().send('GET', path)).status).toBe(404)
  })

  it('is not echoed in full: a header with thousands of cookies', () => {
    const cookie = Array.from({ length: 5_000 }, (_, index) => `__Host-greenroom-r${index}=x`).join('; ')
    const request = new Request('https://gateway.example/', { headers: { cookie } })
    expect(clearRefreshCookies(request)).toHaveLength(200)
  })
})

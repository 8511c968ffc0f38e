import { createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { describeRefusal } from './describe-refusal.ts'

const call = { status: 502, code: 'upstream_failed', requestId: 'r1' }

/** Returns what the API's client throws for a response. */
async function thrownFor(answer: () => Response | Promise<Response>): Promise<unknown> {
  const client = createClient({ apiKey: 'KEY_hush', fetch: async () => answer(), maxRetries: 0 })
  return rooms.list(client).catch((error: unknown) => error)
}

describe('describeRefusal', () => {
  it('describes a failure of the API with the API’s request id, without the key', async () => {
    const errors = [{ code: '10007', title: 'Unexpected\nerror', detail: 'line\r\nbreaks' }]
    const headers = { 'x-request-id': 'up-1' }
    const cause = await thrownFor(() => Response.json({ errors }, { status: 500, headers }))
    const line = describeRefusal({ ...call, cause })
    expect(line).toMatch(/^r1 502 upstream_failed: ApiError: .*line breaks.*request id up-1$/)
    expect(line).not.toContain('KEY_hush')
  })

  it('describes a lost connection with what caused it', async () => {
    const refused = new Error('connect ECONNREFUSED 127.0.0.1:1')
    const cause = await thrownFor(() => Promise.reject(new TypeError('fetch failed', { cause: refused })))
    expect(describeRefusal({ ...call, cause })).toMatch(
      /^r1 502 upstream_failed: ConnectionError: [^\n]+ < TypeError: fetch failed < Error: connect ECONNREFUSED[^\n]+$/,
    )
  })

  it('includes the reason of a denial', () => {
    expect(describeRefusal({ ...call, status: 403, code: 'denied', cause: 'owes\nmoney' })).toBe(
      'r1 403 denied: owes money',
    )
  })

  it('is the status and the code without a cause', () => {
    expect(describeRefusal(call)).toBe('r1 502 upstream_failed')
  })

  it('includes the top of the stack for an error of the app’s own code', () => {
    const cause = new RangeError('a bug')
    const line = describeRefusal({ ...call, cause })
    expect(line).toMatch(/^r1 502 upstream_failed: RangeError: a bug \| at .*describe-refusal\.test\.ts:\d+/)
  })

  it.each([
    ['a line break', '\n'],
    ['a carriage return', '\r'],
    ['both', '\r\n'],
    ['a vertical tab', '\v'],
    ['a form feed', '\f'],
    ['a next-line character', '\u0085'],
    ['a line separator', '\u2028'],
    ['a paragraph separator', '\u2029'],
    ['a NUL', '\0'],
    ['a backspace', '\b'],
    ['a terminal color', '\x1b[31m'],
    ['a terminal command that clears the line', '\x1b[2K\x1b[1G'],
    ['a one-byte terminal command', '\x9b2K'],
    ['a right-to-left override', '\u202e'],
    ['a zero-width space', '\u200b'],
    ['a frame of a stack', '\n    at evil (x.ts:1:1)\n'],
  ])('is one plain line if the cause contains %s', (_, text) => {
    const attack = `a${text}r2 200 all is well`
    const named = Object.assign(new Error(attack), { name: attack })
    for (const cause of [
      attack,
      new RangeError(attack),
      named,
      new Error('outer', { cause: new Error(attack) }),
      { toString: () => attack },
      [attack],
    ]) {
      const line = describeRefusal({ ...call, cause })
      expect(line).toMatch(/^r1 502 upstream_failed: /)
      expect(line).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
      expect(line).toContain('r2 200 all is well')
    }
  })

  it('is one plain line if the code contains a line break', () => {
    expect(describeRefusal({ ...call, code: 'x\nr2 200 ok' })).toBe('r1 502 x r2 200 ok')
  })

  it('is at most 2000 characters long', () => {
    const long = 'x'.repeat(1_000_000)
    for (const cause of [
      long,
      new Error(long),
      new Error('\n'.repeat(1_000_000)),
      new Error('a', { cause: long }),
    ]) {
      expect(describeRefusal({ ...call, cause }).length).toBeLessThanOrEqual(2_001)
    }
    expect(describeRefusal({ ...call, code: long, cause: long }).length).toBeLessThanOrEqual(2_001)
  })

  it('follows causes that contain each other only so far', () => {
    const cause = new Error('one')
    cause.cause = new Error('two', { cause })
    expect(describeRefusal({ ...call, cause })).toMatch(/Error: one < Error: two < Error: one \| at /)
  })

  it.each([
    ['an object without a prototype', Object.create(null)],
    [
      'an object that throws',
      {
        toString() {
          throw new Error('no')
        },
      },
    ],
    [
      'an error that throws',
      Object.defineProperty(new Error('x'), 'message', {
        get() {
          throw new Error('no')
        },
      }),
    ],
  ])('describes %s', (_, cause) => {
    expect(describeRefusal({ ...call, cause })).toBe('r1 502 upstream_failed: a cause that cannot be read')
  })

  it('describes a symbol', () => {
    expect(describeRefusal({ ...call, cause: Symbol('x') })).toBe('r1 502 upstream_failed: Symbol(x)')
  })
})

import { createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { describeRefusal } from './describe-refusal.ts'

const call = { status: 502, code: 'upstream_failed', requestId: 'r1' }

/** What the API's client throws for an answer. */
async function thrownFor(answer: () => Response | Promise<Response>): Promise<unknown> {
  const client = createClient({ apiKey: 'KEY_hush', fetch: async () => answer(), maxRetries: 0 })
  return rooms.list(client).catch((error: unknown) => error)
}

describe('describeRefusal', () => {
  it('tells an upstream fault in one line, with the API’s own id of the call', async () => {
    const errors = [{ code: '10007', title: 'Unexpected\nerror', detail: 'line\r\nbreaks' }]
    const headers = { 'x-request-id': 'up-1' }
    const cause = await thrownFor(() => Response.json({ errors }, { status: 500, headers }))
    const line = describeRefusal({ ...call, cause })
    expect(line).toMatch(/^r1 502 upstream_failed: ApiError: .*line breaks.*request id up-1$/)
    expect(line).not.toContain('KEY_hush')
  })

  it('tells a lost connection in one line', async () => {
    const cause = await thrownFor(() => Promise.reject(new TypeError('lost')))
    expect(describeRefusal({ ...call, cause })).toMatch(/^r1 502 upstream_failed: ConnectionError: [^\n]+$/)
  })

  it('tells the reason of a denial, and nothing where there is none', () => {
    expect(describeRefusal({ ...call, status: 403, code: 'denied', cause: 'owes\nmoney' })).toBe(
      'r1 403 denied: owes money',
    )
    expect(describeRefusal(call)).toBe('r1 502 upstream_failed')
  })

  it('leaves the stack to faults of the app’s own code', () => {
    const cause = new RangeError('a bug')
    expect(describeRefusal({ ...call, cause })).toContain(cause.stack)
  })

  it('begins no line by what such a fault repeats of a call', () => {
    const cause = new RangeError('no such name: x\nr2 200 all is well')
    const [first, ...frames] = describeRefusal({ ...call, cause }).split('\n')
    expect(first).toBe('r1 502 upstream_failed: RangeError: no such name: x r2 200 all is well')
    expect(frames.length).toBeGreaterThan(0)
    for (const frame of frames) expect(frame).toMatch(/^\s+at /)
  })
})

import { describe, expect, it } from 'vitest'
import { describeFault } from './describe-fault.ts'

describe('describeFault', () => {
  it.each([
    [{ method: 'POST', path: '/rooms', status: 500, times: 3 }, 'POST /rooms responds with 500, 3 times'],
    [{ drop: true }, 'any call closes the connection, once'],
    [{ drop: true, when: 'after' }, 'any call runs, but loses the response, once'],
    [
      { path: '/rooms', status: 503, delay_ms: 1_500, times: 1_000_000 },
      '/rooms responds with 503 and is delayed by 1.5 s',
    ],
  ] as const)('describes %o as %s', (fault, text) => {
    expect(describeFault(fault)).toBe(text)
  })
})

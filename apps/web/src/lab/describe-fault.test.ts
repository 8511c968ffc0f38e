import { describe, expect, it } from 'vitest'
import { describeFault } from './describe-fault.ts'

describe('describeFault', () => {
  it.each([
    [{ method: 'POST', path: '/rooms', status: 500, times: 3 }, 'POST /rooms answers 500, 3 times'],
    [{ drop: true }, 'any call closes the connection, once'],
    [{ drop: true, when: 'after' }, 'any call acts, and loses the answer, once'],
    [
      { path: '/rooms', status: 503, delay_ms: 1_500, times: 1_000_000 },
      '/rooms answers 503 and is late by 1.5 s',
    ],
  ] as const)('says %o', (fault, text) => {
    expect(describeFault(fault)).toBe(text)
  })
})

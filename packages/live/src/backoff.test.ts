import { describe, expect, it } from 'vitest'
import { backoffMs } from './backoff.ts'

describe('backoffMs', () => {
  it('starts at half a second and never exceeds ten seconds', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6, 40].map((attempt) => backoffMs(attempt, () => 1))
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000])
  })

  it('randomizes half of the wait', () => {
    expect([backoffMs(2, () => 0), backoffMs(2, () => 0.5)]).toEqual([1_000, 1_500])
  })
})

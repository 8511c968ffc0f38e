import { describe, expect, it } from 'vitest'
import { withTimeout } from './with-timeout.ts'

describe('withTimeout', () => {
  it('sets no timer that is longer than browsers support, since it would end at once', async () => {
    const delays: number[] = []
    const timers = {
      setTimeout: (_: () => void, ms: number) => delays.push(ms),
      clearTimeout: () => undefined,
    }
    for (const ms of [1_000, 2 ** 31, Number.POSITIVE_INFINITY])
      expect(await withTimeout('Joining', ms, timers, async () => 'joined')).toBe('joined')
    expect(delays).toEqual([1_000, 2 ** 31 - 1, 2 ** 31 - 1])
  })
})

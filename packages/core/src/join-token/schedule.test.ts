import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueAfterMs, leadMs, marginMs, retryAfterMs, validityMs } from './schedule.ts'

const life = fc.integer({ min: 1_000, max: 60 * 86_400_000 })
const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('leadMs', () => {
  it.each([
    [10_000, 5_000],
    [60_000, 15_000],
    [600_000, 120_000],
    [3_600_000, 300_000],
    [86_400_000, 300_000],
  ])('of a life of %i ms is %i ms', (lifeMs, lead) => {
    expect(leadMs(lifeMs)).toBe(lead)
  })
})

describe('dueAfterMs', () => {
  it('is the lead before the end, or at most a tenth of the life and 30 seconds earlier', () => {
    expect(dueAfterMs(600_000, () => 0)).toBe(480_000)
    expect(dueAfterMs(600_000, () => 0.5)).toBe(465_000)
    expect(dueAfterMs(86_400_000, () => 1)).toBe(86_400_000 - 300_000 - 30_000)
  })

  it('leaves five seconds between the renewals of the shortest life that the API gives', () => {
    expect(dueAfterMs(10_000, () => 1)).toBe(5_000)
  })

  it('lies within the life, whatever is drawn', () => {
    fc.assert(
      fc.property(life, draw, (lifeMs, drawn) => {
        const due = dueAfterMs(lifeMs, () => drawn)
        expect(due).toBeGreaterThanOrEqual(0.5 * lifeMs - 0.1 * lifeMs)
        expect(due).toBeLessThanOrEqual(lifeMs - leadMs(lifeMs))
      }),
    )
  })
})

describe('validityMs', () => {
  it('is what was asked, where a life allows it', () => {
    expect(validityMs(30_000, 600_000)).toBe(30_000)
    expect(validityMs(30_000, 10_000)).toBe(5_000)
    expect(validityMs(3_600_000, 600_000)).toBe(480_000)
  })

  it('leaves a margin even if none was asked', () => {
    expect(validityMs(Number.NaN, 600_000)).toBe(5_000)
    expect(validityMs(0, 600_000)).toBe(marginMs(600_000))
    expect(marginMs(10_000)).toBe(1_000)
    expect(marginMs(600_000)).toBe(5_000)
  })

  it('is never more than a new token has until it is due', () => {
    fc.assert(
      fc.property(life, fc.integer({ min: 0 }), (lifeMs, asked) => {
        expect(validityMs(asked, lifeMs)).toBeLessThanOrEqual(lifeMs - leadMs(lifeMs))
      }),
    )
  })
})

describe('retryAfterMs', () => {
  const most = () => 1

  /** Returns the wait after a first failure without a token, unless given otherwise. */
  function waitMs(
    more: Partial<Record<'failures' | 'leftMs' | 'requestedMs' | 'leastMs', number>>,
    random: () => number,
  ) {
    return retryAfterMs(more.failures ?? 0, more.leftMs ?? 0, true, random, more.requestedMs, more.leastMs)
  }

  it.each([
    [0, 1_000],
    [1, 3_000],
    [3, 27_000],
    [4, 30_000],
    [2_000, 30_000],
  ])('is at most so much after %i failures: %i ms', (failures, longest) => {
    expect(waitMs({ failures }, most)).toBe(longest)
  })

  it('is at least a quarter of a second', () => {
    expect(waitMs({ failures: 8 }, () => 0)).toBe(250)
  })

  it('is at least the given time, or half of a valid token’s remaining lifetime', () => {
    expect(waitMs({ leastMs: 5_000 }, () => 0)).toBe(5_000)
    expect(waitMs({ leastMs: 5_000, leftMs: 6_000 }, () => 0)).toBe(3_000)
    expect(waitMs({ leastMs: 5_000, failures: 4 }, most)).toBe(30_000)
  })

  it('grows if the server requests waits under a second again and again', () => {
    for (const requestedMs of [0, 999, Number.NaN]) {
      expect(waitMs({ failures: 2, requestedMs }, most)).toBe(9_000)
    }
    expect(waitMs({ failures: 2, requestedMs: 1_000 }, most)).toBe(1_000)
  })

  it('is a probe of half a minute where the page says that it is offline', () => {
    expect(retryAfterMs(0, 0, false, () => 0)).toBe(30_000)
  })

  it('is what the server asks for, up to five minutes without a token', () => {
    expect(waitMs({ requestedMs: 7_000 }, most)).toBe(7_000)
    expect(waitMs({ requestedMs: 86_400_000 }, most)).toBe(300_000)
    expect(waitMs({ requestedMs: 0 }, most)).toBe(250)
  })

  it.each([
    [120_000, 115_000],
    [11_000, 6_000],
    [10_000, 300_000],
  ])('is what the server asks for, as far as %i ms of life allow: %i ms', (leftMs, longest) => {
    expect(waitMs({ leftMs, requestedMs: 86_400_000 }, most)).toBe(longest)
  })

  it('is most of what is left of a token that works, once a second attempt has failed', () => {
    const soft = { leftMs: 120_000 }
    expect(waitMs(soft, most)).toBe(1_000)
    expect(waitMs({ ...soft, failures: 1 }, () => 0)).toBe(96_000)
    expect(waitMs({ ...soft, failures: 1 }, most)).toBeCloseTo(108_000)
    expect(waitMs({ ...soft, failures: 1, leftMs: 10_000 }, most)).toBe(3_000)
  })
})

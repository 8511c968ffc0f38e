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
  ])('returns the lead of a lifetime of %i ms: %i ms', (lifeMs, lead) => {
    expect(leadMs(lifeMs)).toBe(lead)
  })
})

describe('dueAfterMs', () => {
  it('returns the time of the lead, or up to 30 seconds and a tenth of the lifetime earlier', () => {
    expect(dueAfterMs(600_000, () => 0)).toBe(480_000)
    expect(dueAfterMs(600_000, () => 0.5)).toBe(465_000)
    expect(dueAfterMs(86_400_000, () => 1)).toBe(86_400_000 - 300_000 - 30_000)
  })

  it('leaves five seconds between renewals with the API’s shortest lifetime', () => {
    expect(dueAfterMs(10_000, () => 1)).toBe(5_000)
  })

  it('returns a time within the lifetime for any random number', () => {
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
  it('returns the requested validity, as far as the lifetime allows', () => {
    expect(validityMs(30_000, 600_000)).toBe(30_000)
    expect(validityMs(30_000, 10_000)).toBe(5_000)
    expect(validityMs(3_600_000, 600_000)).toBe(480_000)
  })

  it('returns a margin even if no validity was requested', () => {
    expect(validityMs(Number.NaN, 600_000)).toBe(5_000)
    expect(validityMs(0, 600_000)).toBe(marginMs(600_000))
    expect(marginMs(10_000)).toBe(1_000)
    expect(marginMs(600_000)).toBe(5_000)
  })

  it('never exceeds the validity that a new token has left when its renewal is due', () => {
    fc.assert(
      fc.property(life, fc.integer({ min: 0 }), (lifeMs, requestedMs) => {
        expect(validityMs(requestedMs, lifeMs)).toBeLessThanOrEqual(lifeMs - leadMs(lifeMs))
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
  ])('has this maximum after %i failures: %i ms', (failures, longest) => {
    expect(waitMs({ failures }, most)).toBe(longest)
  })

  it('returns at least a quarter of a second', () => {
    expect(waitMs({ failures: 8 }, () => 0)).toBe(250)
  })

  it('returns at least the given time, or half of a valid token’s remaining lifetime', () => {
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

  it('returns half a minute if the page reports that it is offline', () => {
    expect(retryAfterMs(0, 0, false, () => 0)).toBe(30_000)
  })

  it('returns the requested wait, up to five minutes without a token', () => {
    expect(waitMs({ requestedMs: 7_000 }, most)).toBe(7_000)
    expect(waitMs({ requestedMs: 86_400_000 }, most)).toBe(300_000)
    expect(waitMs({ requestedMs: 0 }, most)).toBe(250)
  })

  it.each([
    [120_000, 115_000],
    [11_000, 6_000],
    [10_000, 300_000],
  ])(
    'returns the requested wait, as far as a remaining lifetime of %i ms allows: %i ms',
    (leftMs, longest) => {
      expect(waitMs({ leftMs, requestedMs: 86_400_000 }, most)).toBe(longest)
    },
  )

  it('returns most of a valid token’s remaining lifetime after a second failure', () => {
    const soft = { leftMs: 120_000 }
    expect(waitMs(soft, most)).toBe(1_000)
    expect(waitMs({ ...soft, failures: 1 }, () => 0)).toBe(96_000)
    expect(waitMs({ ...soft, failures: 1 }, most)).toBeCloseTo(108_000)
    expect(waitMs({ ...soft, failures: 1, leftMs: 10_000 }, most)).toBe(3_000)
  })
})

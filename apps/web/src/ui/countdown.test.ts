import { describe, expect, it } from 'vitest'
import { formatCountdown, getPercentLeft, getRemainingMs } from './countdown.ts'

describe('getRemainingMs', () => {
  it('counts down to 0 and stays there', () => {
    expect(getRemainingMs(10_000, 4_000)).toBe(6_000)
    expect(getRemainingMs(10_000, 10_000)).toBe(0)
    expect(getRemainingMs(10_000, 99_000)).toBe(0)
  })
})

describe('getPercentLeft', () => {
  it('returns 100 for the whole lifetime and 0 after its end', () => {
    expect(getPercentLeft(60_000, 60_000, 0)).toBe(100)
    expect(getPercentLeft(60_000, 60_000, 45_000)).toBe(25)
    expect(getPercentLeft(60_000, 60_000, 61_000)).toBe(0)
  })

  it('stays within 0 and 100 when the clock goes backwards or the lifetime is 0', () => {
    expect(getPercentLeft(60_000, 60_000, -30_000)).toBe(100)
    expect(getPercentLeft(60_000, 0, 0)).toBe(0)
  })
})

describe('formatCountdown', () => {
  it.each([
    [0, '0:00'],
    [1, '0:01'],
    [7_000, '0:07'],
    [59_001, '1:00'],
    [599_000, '9:59'],
    [3_600_000, '1:00:00'],
    [3_725_000, '1:02:05'],
    [-5, '0:00'],
  ])('writes %i ms as %s', (ms, text) => {
    expect(formatCountdown(ms)).toBe(text)
  })
})

import { describe, expect, it } from 'vitest'
import { clockText, percentLeft, remainingMs } from './countdown.ts'

describe('remainingMs', () => {
  it('runs down to nothing and stays there', () => {
    expect(remainingMs(10_000, 4_000)).toBe(6_000)
    expect(remainingMs(10_000, 10_000)).toBe(0)
    expect(remainingMs(10_000, 99_000)).toBe(0)
  })
})

describe('percentLeft', () => {
  it('goes from the whole life to none', () => {
    expect(percentLeft(60_000, 60_000, 0)).toBe(100)
    expect(percentLeft(60_000, 60_000, 45_000)).toBe(25)
    expect(percentLeft(60_000, 60_000, 61_000)).toBe(0)
  })

  it('stays within bounds when the clock went backwards or there is no life at all', () => {
    expect(percentLeft(60_000, 60_000, -30_000)).toBe(100)
    expect(percentLeft(60_000, 0, 0)).toBe(0)
  })
})

describe('clockText', () => {
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
    expect(clockText(ms)).toBe(text)
  })
})

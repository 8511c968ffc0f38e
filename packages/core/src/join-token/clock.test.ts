import { describe, expect, it } from 'vitest'
import { createStopwatch } from './clock.ts'

function twoClocks() {
  const clocks = { wall: 1_000_000, monotonic: 50 }
  const stopwatch = createStopwatch({ now: () => clocks.wall, monotonic: () => clocks.monotonic })
  const pass = (wallMs: number, monotonicMs: number) => {
    clocks.wall += wallMs
    clocks.monotonic += monotonicMs
    return stopwatch.read()
  }
  return { stopwatch, pass }
}

describe('createStopwatch', () => {
  it('counts from zero, with either clock', () => {
    const { stopwatch, pass } = twoClocks()
    expect(stopwatch.read()).toBe(0)
    expect(pass(1_500, 1_500)).toBe(1_500)
  })

  it('counts sleep, during which the monotonic clock stops, and continues after it', () => {
    const { pass } = twoClocks()
    expect(pass(28_800_000, 0)).toBe(28_800_000)
    expect(pass(0, 3_000)).toBe(28_803_000)
  })

  it('continues if the wall clock is set back, and still counts a later sleep', () => {
    const { pass } = twoClocks()
    expect(pass(-43_200_000, 1_000)).toBe(1_000)
    expect(pass(600_000, 0)).toBe(601_000)
  })

  it('counts a wall clock that is set forward as time that has passed, even if it is set back again', () => {
    const { pass } = twoClocks()
    expect(pass(3_600_000, 0)).toBe(3_600_000)
    expect(pass(-3_600_000, 500)).toBe(3_600_500)
  })

  it('never decreases, not even by the difference that clocks may have', () => {
    const { pass } = twoClocks()
    expect(pass(1_500, 0)).toBe(1_500)
    expect(pass(-1_500, 0)).toBe(1_500)
    expect(pass(0, 1_600)).toBe(1_600)
  })

  it('ignores a clock that reports NaN', () => {
    const { stopwatch, pass } = twoClocks()
    expect(pass(Number.NaN, 1_000)).toBe(1_000)
    expect(stopwatch.read()).toBe(1_000)
    expect(pass(0, 500)).toBe(1_500)
  })

  it('follows the faster clock while they drift, however often it is read', () => {
    const { pass } = twoClocks()
    let time = 0
    for (let reading = 0; reading < 10_000; reading++) time = pass(1, reading % 2 === 0 ? 0 : 2)
    expect(time).toBe(10_000)
  })

  it('converts a reading to the time of the wall clock, even after that was set', () => {
    const { stopwatch, pass } = twoClocks()
    expect(stopwatch.wallTimeAt(600_000)).toBe(1_600_000)
    pass(-60_000, 0)
    expect(stopwatch.wallTimeAt(600_000)).toBe(1_540_000)
  })
})

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

  it('counts the sleep in which the monotonic clock stands still, and goes on after it', () => {
    const { pass } = twoClocks()
    expect(pass(28_800_000, 0)).toBe(28_800_000)
    expect(pass(0, 3_000)).toBe(28_803_000)
  })

  it('goes on when the wall clock is set back, and counts a later sleep nonetheless', () => {
    const { pass } = twoClocks()
    expect(pass(-43_200_000, 1_000)).toBe(1_000)
    expect(pass(600_000, 0)).toBe(601_000)
  })

  it('takes a wall clock set forward for time that has passed, and never gives it back', () => {
    const { pass } = twoClocks()
    expect(pass(3_600_000, 0)).toBe(3_600_000)
    expect(pass(-3_600_000, 500)).toBe(3_600_500)
  })

  it('never runs back, not even by as little as clocks may differ', () => {
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

  it('keeps to the faster clock while they drift, however often it is read', () => {
    const { pass } = twoClocks()
    let time = 0
    for (let reading = 0; reading < 10_000; reading++) time = pass(1, reading % 2 === 0 ? 0 : 2)
    expect(time).toBe(10_000)
  })

  it('tells what the wall clock shows at a reading, also after it was set', () => {
    const { stopwatch, pass } = twoClocks()
    expect(stopwatch.wallTimeAt(600_000)).toBe(1_600_000)
    pass(-60_000, 0)
    expect(stopwatch.wallTimeAt(600_000)).toBe(1_540_000)
  })
})

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createClock } from './clock.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 }))
afterEach(() => void vi.useRealTimers())

const passRealTime = (ms: number) => vi.setSystemTime(Date.now() + ms)

describe('createClock', () => {
  it.each([
    ['running', 5_500],
    ['manual', 5_000],
  ] as const)('has a %s clock that shows %i after 5 s of moves and 0.5 s of real time', (mode, expected) => {
    const clock = createClock(0, mode)
    clock.advance(2)
    passRealTime(500)
    clock.set(clock.now() + 3_000)
    expect(clock.now()).toBe(expected)
  })

  it('stands still while it is held, and then continues from the time that it shows', () => {
    const clock = createClock(0)
    passRealTime(10)
    const [release, releaseInner] = [clock.hold(), clock.hold()]
    passRealTime(1_000)
    releaseInner()
    releaseInner()
    passRealTime(1_000)
    expect(clock.now()).toBe(10)
    clock.advance(1)
    release()
    passRealTime(5)
    expect(clock.now()).toBe(1_015)
  })

  it('does work at another time and shows its own time again, also after an error', () => {
    const clock = createClock(0, 'manual')
    expect(clock.at(5, () => [clock.now(), clock.at(7, clock.now), clock.now()])).toEqual([5, 7, 5])
    const fail = () => {
      throw new Error('failed')
    }
    expect(() => clock.at(5, fail)).toThrow('failed')
    expect(clock.now()).toBe(0)
  })

  it.each([
    ['running', 1_250],
    ['manual', 1_000],
  ] as const)('continues at the marked time when a %s clock was moved in the meantime', (mode, expected) => {
    const clock = createClock(0, mode)
    clock.advance(1)
    const then = clock.mark()
    passRealTime(250)
    clock.advance(60)
    expect(then(clock.now)).toBe(expected)
  })

  it('returns increasing timestamps, even thousands of them at one time', () => {
    const clock = createClock(Date.parse('2026-01-10T12:00:00Z'), 'manual')
    const timestamps = Array.from({ length: 2_500 }, () => clock.timestamp())
    clock.advance(0.001)
    timestamps.push(clock.timestamp())
    expect(timestamps[0]).toBe('2026-01-10T12:00:00.000000Z')
    expect(timestamps[2_499]).toBe('2026-01-10T12:00:00.002499Z')
    expect(timestamps).toEqual([...new Set(timestamps)].sort())
    clock.advance(-3_600)
    expect(clock.timestamp()).toBe('2026-01-10T11:00:00.001000Z')
  })

  it.each([-1, Number.NaN, Date.UTC(10_000, 0, 1)])('rejects the time %j', (ms) => {
    expect(() => createClock(ms)).toThrow(RangeError)
    const clock = createClock(0, 'manual')
    expect(() => clock.set(ms)).toThrow(RangeError)
    expect(clock.now()).toBe(0)
  })

  it.each([new Date(0), '2026-01-10', null, undefined])('rejects %j, which is no number', (value) => {
    const clock = createClock(5, 'manual')
    expect(() => clock.set(value as never)).toThrow(RangeError)
    expect(clock.now()).toBe(5)
  })
})

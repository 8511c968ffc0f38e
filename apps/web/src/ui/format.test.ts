import { describe, expect, it } from 'vitest'
import { formatDuration, formatMoment, formatSize, formatTimeOfDay } from './format.ts'

// In the local time zone, as the functions under test.
const noon = new Date(2026, 10, 21, 12, 0, 0).getTime()
const iso = (...parts: [number, number, number, number, number, number]) => new Date(...parts).toISOString()

describe('formatMoment', () => {
  it('omits the date for today', () => {
    expect(formatMoment(iso(2026, 10, 21, 9, 5, 59), noon)).toBe('09:05')
    expect(formatMoment(iso(2026, 10, 20, 23, 59, 0), noon)).toBe('Nov 20, 2026, 23:59')
    expect(formatMoment(iso(2026, 10, 21, 0, 0, 0), noon)).toBe('00:00')
  })

  it('accepts microseconds from the API, and returns "unknown" for an invalid time', () => {
    expect(formatMoment('2021-04-13T22:25:27.521992Z', noon)).toMatch(/^Apr 1\d, 2021, \d\d:\d\d$/)
    expect(formatMoment('yesterday', noon)).toBe('unknown')
  })
})

describe('formatTimeOfDay', () => {
  it('formats the time to the second', () => {
    expect(formatTimeOfDay(new Date(2026, 10, 21, 0, 3, 7).getTime())).toBe('00:03:07')
  })
})

describe('formatDuration', () => {
  it.each([
    [59, 'under a minute'],
    [60, '1 min'],
    [3_599, '59 min'],
    [3_600, '1 h'],
    [7_500, '2 h 5 min'],
  ])('formats %i seconds as "%s"', (secs, text) => {
    expect(formatDuration(new Date(noon).toISOString(), new Date(noon + secs * 1000).toISOString())).toBe(
      text,
    )
  })
})

it.each([
  [0.0016, 'under 0.1 MB'],
  [12.34, '12.3 MB'],
])('formats %d megabytes as "%s"', (megabytes, text) => {
  expect(formatSize(megabytes)).toBe(text)
})

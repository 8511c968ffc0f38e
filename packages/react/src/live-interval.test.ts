import { describe, expect, it } from 'vitest'
import { participantsInterval, sessionInterval } from './live-interval.ts'

const began = '2026-01-01T00:00:00Z'
const at = (seconds: number, status = 'success') => ({
  dataUpdatedAt: Date.parse(began) + seconds * 1_000,
  status,
})

describe('sessionInterval', () => {
  it.each([
    [0, 2_000],
    [60, 6_000],
    [3_600, 30_000],
  ])('%i s after a change is %i ms', (seconds, ms) => {
    const data = { id: 's', active: true, updated_at: began }
    expect(sessionInterval({ state: { ...at(seconds), data } })).toBe(ms)
  })

  it('is none before the first answer and after the end, and long after a failure', () => {
    expect(sessionInterval({ state: { ...at(0), data: undefined } })).toBe(false)
    expect(sessionInterval({ state: { ...at(0), data: { id: 's', active: false } } })).toBe(false)
    const data = { id: 's', active: true, updated_at: began }
    expect(sessionInterval({ state: { ...at(0, 'error'), data } })).toBe(30_000)
  })
})

describe('participantsInterval', () => {
  const gone = { id: 'p', joined_at: began, left_at: began }
  it('is none once all have left, unless there is a page more', () => {
    const page = (total_pages: number, data = [gone]) => ({ ...at(0), data: { data, meta: { total_pages } } })
    expect(participantsInterval({ state: page(1) })).toBe(false)
    expect(participantsInterval({ state: page(2) })).toBe(2_000)
    expect(
      participantsInterval({ state: { ...at(0), data: { data: [{ id: 'p' }], meta: {} } } }),
    ).toBeGreaterThan(0)
  })
})

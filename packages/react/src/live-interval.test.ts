import { describe, expect, it } from 'vitest'
import { fileInterval, participantsInterval, sessionInterval } from './live-interval.ts'

const seen = <Data>(data: Data, seconds = 0, status = 'success') => ({
  state: { data, dataUpdatedAt: 1_700_000_000_000 + seconds * 1_000, status },
})

describe('sessionInterval', () => {
  it('grows while nothing changes, within bounds, and is short again after a change', () => {
    const session = { id: 's', active: true }
    const waits = [0, 10, 60, 200, 3_600].map((seconds) => sessionInterval(seen(session, seconds)))
    expect(waits).toEqual([2_000, 2_000, 6_000, 20_000, 30_000])
    expect(sessionInterval(seen({ ...session }, 3_630))).toBe(2_000)
  })

  it('uses only the local clock', () => {
    const session = { id: 's', active: true, updated_at: '2001-01-01T00:00:00Z' }
    expect(sessionInterval(seen(session))).toBe(2_000)
  })

  it('is off before the first response and after the end, and long after a failure', () => {
    expect(sessionInterval(seen(undefined))).toBe(false)
    expect(sessionInterval(seen({ id: 's', active: false }))).toBe(false)
    expect(sessionInterval(seen({ id: 's', active: true }, 0, 'error'))).toBe(30_000)
  })
})

describe('participantsInterval', () => {
  const gone = { id: 'p', left_at: '2026-01-01T00:00:00Z' }
  const all = participantsInterval(false, () => false)

  it('is off once all have left, unless there is a further page', () => {
    const page = (total_pages: number) => seen({ data: [gone], meta: { total_pages } })
    expect(all(page(1))).toBe(false)
    expect(all(page(2))).toBe(2_000)
    expect(all(seen({ data: [gone, { id: 'q' }], meta: {} }))).toBe(2_000)
  })

  it('continues with a filter until the session is over', () => {
    let over = false
    const some = participantsInterval(true, () => over)
    expect(some(seen({ data: [gone], meta: {} }))).toBe(2_000)
    over = true
    expect(some(seen({ data: [], meta: {} }))).toBe(false)
  })
})

describe('fileInterval', () => {
  it('is off once the file is available', () => {
    expect(fileInterval(seen({ id: 'c', status: 'processing' }))).toBe(2_000)
    expect(fileInterval(seen({ id: 'c', status: 'completed' }))).toBe(false)
  })
})

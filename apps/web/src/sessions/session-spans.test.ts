import { describe, expect, it } from 'vitest'
import { computeSessionSpans, findLatestTime } from './session-spans.ts'

const at = (minute: number) => new Date(minute * 60_000).toISOString()
const now = 60 * 60_000

describe('computeSessionSpans', () => {
  it('lists the participants of a session in the order in which they joined', () => {
    const [span] = computeSessionSpans(
      [
        {
          id: 's',
          created_at: at(10),
          ended_at: at(20),
          participants: [
            { id: 'b', joined_at: at(12), left_at: at(15) },
            { id: 'a', joined_at: at(10), left_at: null },
          ],
        },
      ],
      now,
    )
    expect(span).toMatchObject({ from: 600_000, to: 1_200_000, isOpen: false })
    expect(span?.participants).toEqual([
      { id: 'a', from: 600_000, to: 1_200_000, isOpen: false },
      { id: 'b', from: 720_000, to: 900_000, isOpen: false },
    ])
  })

  it('extends an active session to now, and never ends a span before its start', () => {
    expect(computeSessionSpans([{ id: 's', created_at: at(10) }], now)).toMatchObject([
      { to: now, isOpen: true },
    ])
    expect(computeSessionSpans([{ id: 's', created_at: at(70) }], now)).toMatchObject([
      { from: at70, to: at70 },
    ])
  })

  it('leaves out a session without a start time', () => {
    expect(computeSessionSpans([{ id: 's', created_at: null }], now)).toEqual([])
  })
})

describe('findLatestTime', () => {
  it('returns the latest time at which a session or a participant started or ended', () => {
    const session = {
      id: 's',
      created_at: at(10),
      participants: [{ id: 'a', joined_at: at(70), left_at: null }],
    }
    expect(findLatestTime([{ id: 'r', created_at: at(1), ended_at: at(9) }, session])).toBe(at70)
    expect(findLatestTime([{ id: 's', created_at: null }])).toBe(0)
  })
})

const at70 = 70 * 60_000

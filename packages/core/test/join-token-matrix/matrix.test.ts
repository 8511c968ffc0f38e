import { describe, expect, it } from 'vitest'
import { introduction } from './introduction.ts'
import { rows } from './rows/all.ts'
import { type Outcome, play, type Row } from './run-row.ts'
import { writeTable } from './table.ts'
import { azure, greenroom, liveKit, type Subject } from './token-clients.ts'

/** A soak has more. */
const tabCounts = (process.env['MATRIX_TABS'] ?? '1,5').split(',').map(Number)

const played = new Map<string, Promise<Outcome>>()

/** Plays a row once. */
function outcomeOf(row: Row, subject: Subject, tabs: number): Promise<Outcome> {
  const key = JSON.stringify([row.name, subject.name, tabs])
  const outcome = played.get(key) ?? play(row, subject, tabs)
  played.set(key, outcome)
  return outcome
}

it('has sixty rows at least, of different names', () => {
  expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length)
  expect(rows.length).toBeGreaterThanOrEqual(60)
})

describe.each(tabCounts)(
  'with %i tabs, a join token is there whenever it can be',
  { timeout: 120_000 },
  (tabs) => {
    it.each(rows.map((row) => [row.name, row] as const))('%s', async (_, row) => {
      const seen = await outcomeOf(row, greenroom, tabs)
      const [one, five] = row.most
      // Of failures each tab makes its own; more than five make somewhat more.
      const more = tabs > 5 ? tabs / 4 : 1
      const text = JSON.stringify(seen)
      expect(seen, text).toMatchObject({ share: 1, lacking: undefined, dead: 0, unhandled: 0, timersLeft: 0 })
      // One token for each need, however many tabs there are.
      expect(seen.early, text).toBeLessThanOrEqual((row.early ?? 0) * more)
      expect(seen.calls, text).toBeLessThanOrEqual(tabs === 1 ? one : five * more)
      expect(seen.calls).toBeGreaterThan(0)
      // A row whose fault nobody met would say nothing.
      if (row.fault) expect(seen.faults > 0).toBe(row.isAvoided !== true)
    })
  },
)

describe('beside others', { timeout: 300_000 }, () => {
  it('the rows are written down in the docs as they went', async () => {
    const column = async (title: string, subject: Subject, tabs: number) => {
      const outcomes = new Map<string, Outcome>()
      for (const row of rows) {
        if (row.isOurs && subject !== greenroom) continue
        outcomes.set(row.name, await outcomeOf(row, subject, tabs))
      }
      return { title, outcomes }
    }
    const text = writeTable([
      await column('Greenroom', greenroom, 1),
      await column('Greenroom, five tabs', greenroom, 5),
      await column('LiveKit', liveKit, 1),
      await column('Azure', azure, 1),
    ])
    await expect(introduction + text).toMatchFileSnapshot('../../../../docs/join-token-matrix.md')
  })
})

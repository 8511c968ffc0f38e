import { describe, expect, it } from 'vitest'
import { introduction } from './introduction.ts'
import { rows } from './rows/all.ts'
import { type Outcome, type Row, runRow } from './run-row.ts'
import { writeTable } from './table.ts'
import { azure, greenroom, liveKit, type TokenLibrary } from './token-clients.ts'

/** A soak test sets more. */
const tabCounts = (process.env['MATRIX_TABS'] ?? '1,5').split(',').map(Number)

const outcomes = new Map<string, Promise<Outcome>>()

/** Runs a row once. */
function outcomeOf(row: Row, library: TokenLibrary, tabs: number): Promise<Outcome> {
  const key = JSON.stringify([row.name, library.name, tabs])
  const outcome = outcomes.get(key) ?? runRow(row, library, tabs)
  outcomes.set(key, outcome)
  return outcome
}

it('has at least sixty rows with different names', () => {
  expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length)
  expect(rows.length).toBeGreaterThanOrEqual(60)
})

describe.each(tabCounts)(
  'with %i tabs, a source has a valid token whenever that is possible',
  { timeout: 120_000 },
  (tabs) => {
    it.each(rows.map((row) => [row.name, row] as const))('%s', async (_, row) => {
      const seen = await outcomeOf(row, greenroom, tabs)
      const [one, five] = row.most
      // Each tab fails separately, so more than five tabs make more calls.
      const more = tabs > 5 ? tabs / 4 : 1
      const text = JSON.stringify(seen)
      expect(seen, text).toMatchObject({
        share: 1,
        firstMissingAt: undefined,
        dead: 0,
        unhandled: 0,
        timersLeft: 0,
      })
      // However many tabs there are, they request one token when one is due.
      expect(seen.early, text).toBeLessThanOrEqual((row.early ?? 0) * more)
      expect(seen.calls, text).toBeLessThanOrEqual(tabs === 1 ? one : five * more)
      expect(seen.calls).toBeGreaterThan(0)
      // A row without an affected call would test nothing.
      if (row.fault) expect(seen.faults > 0).toBe(row.isFaultAvoided !== true)
    })
  },
)

describe('the matrix in the docs', { timeout: 300_000 }, () => {
  it('matches the results of the rows', async () => {
    const column = async (title: string, library: TokenLibrary, tabs: number) => {
      const outcomes = new Map<string, Outcome>()
      for (const row of rows) {
        if (row.isGreenroomOnly && library !== greenroom) continue
        outcomes.set(row.name, await outcomeOf(row, library, tabs))
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

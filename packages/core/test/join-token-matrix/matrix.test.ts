import { describe, expect, it } from 'vitest'
import { play } from './play.ts'
import { answerRows } from './rows/answers.ts'
import { clockRows } from './rows/clocks.ts'
import { networkRows } from './rows/network.ts'
import { pageRows } from './rows/pages.ts'
import { greenroom } from './subjects.ts'

/** A soak has more. */
const tabCounts = (process.env['MATRIX_TABS'] ?? '1,5').split(',').map(Number)
const rows = [...clockRows, ...networkRows, ...answerRows, ...pageRows]

it('has sixty rows at least, of different names', () => {
  expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length)
  expect(rows.length).toBeGreaterThanOrEqual(60)
})

describe.each(tabCounts)(
  'with %i tabs, a join token is there whenever it can be',
  { timeout: 120_000 },
  (tabs) => {
    it.each(rows.map((row) => [row.name, row] as const))('%s', async (_, row) => {
      const seen = await play(row, greenroom, tabs)
      const [one, five] = row.most
      // Of failures each tab makes its own; more than five make somewhat more.
      const more = tabs > 5 ? tabs / 4 : 1
      expect(seen, JSON.stringify(seen)).toMatchObject({
        share: 1,
        lacking: undefined,
        dead: 0,
        unhandled: 0,
        timersLeft: 0,
      })
      // One token for each need, however many tabs there are.
      expect(seen.early, JSON.stringify(seen)).toBeLessThanOrEqual((row.early ?? 0) * more)
      expect(seen.calls, JSON.stringify(seen)).toBeLessThanOrEqual(tabs === 1 ? one : five * more)
      expect(seen.calls).toBeGreaterThan(0)
    })
  },
)

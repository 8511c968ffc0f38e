import { describe, expect, it } from 'vitest'
import { rows } from './rows.ts'
import { play } from './world.ts'

/** A soak has more. */
const tabCounts = (process.env['MATRIX_TABS'] ?? '1,5').split(',').map(Number)

describe.each(tabCounts)(
  'with %i tabs, a join token is there whenever it can be',
  { timeout: 120_000 },
  (tabs) => {
    it.each(rows.map((row) => [row.name, row] as const))('%s', async (_, row) => {
      const { lacking, calls } = await play(row, tabs)
      expect(lacking).toEqual([])
      // Of failures each tab makes its own; the rows count those of five.
      expect(calls).toBeLessThanOrEqual(row.mostCalls * Math.max(1, tabs / 5))
      expect(calls).toBeGreaterThan(0)
    })
  },
)

import { describe, expect, it } from 'vitest'
import { introduction } from './introduction.ts'
import { type Row, rows } from './rows.ts'
import { writeTable } from './table.ts'
import { type HubKind, type Outcome, runInWorld, type Tab } from './world.ts'

const kinds: readonly HubKind[] = ['memory', 'object']
const outcomes = new Map<string, Promise<Outcome>>()

const hasRow = ({ hubs = kinds }: Row, kind: HubKind) => hubs.includes(kind)

/** Runs a row once. */
function outcomeOf(row: Row, kind: HubKind): Promise<Outcome> {
  const key = JSON.stringify([row.name, kind])
  const outcome =
    outcomes.get(key) ??
    runInWorld(kind, row, (world) => row.run(world, world.tabs as readonly Tab[] as readonly [Tab, Tab]))
  outcomes.set(key, outcome)
  return outcome
}

it('has at least forty rows with different names', () => {
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length)
  expect(rows.length).toBeGreaterThanOrEqual(40)
})

describe.each(kinds)(
  'with a hub in %s, nothing is lost and nothing arrives twice if',
  { timeout: 120_000 },
  (kind) => {
    it.each(rows.filter((row) => hasRow(row, kind)).map((row) => [row.name, row] as const))(
      '%s',
      async (_, row) => {
        const outcome = await outcomeOf(row, kind)
        const { resets = 0, status = 'open', received, recoverMs = Number.POSITIVE_INFINITY } = row
        const text = JSON.stringify(outcome)
        expect(outcome, text).toMatchObject({
          // A tab that may not receive all, or has closed, misses updates.
          ...(received === undefined && { lost: 0 }),
          twice: 0,
          resets: typeof resets === 'number' ? resets : resets[kind],
          status,
          ...(received !== undefined && { received }),
          ...(!row.leavesStream && { streamsLeft: 0, timersLeft: 0 }),
        })
        expect(outcome.accepted, text).toBeGreaterThan(0)
        expect(outcome.recoverMs ?? 0, text).toBeLessThanOrEqual(recoverMs)
      },
    )
  },
)

describe('the matrix in the docs', { timeout: 300_000 }, () => {
  it('matches the results of the rows', async () => {
    const column = async (kind: HubKind) => {
      const cells = new Map<string, Outcome>()
      for (const row of rows) if (hasRow(row, kind)) cells.set(row.name, await outcomeOf(row, kind))
      return cells
    }
    const text = writeTable(await column('memory'), await column('object'))
    await expect(introduction + text).toMatchFileSnapshot('../../../../docs/live-updates-matrix.md')
  })
})

import { describe, expect, it } from 'vitest'
import { rows } from './rows.ts'
import { play } from './world.ts'

describe.each([1, 5])('with %i tabs, a join token is there whenever it can be', (tabs) => {
  it.each(rows.map((row) => [row.name, row] as const))('%s', async (_, row) => {
    const { lacking, calls } = await play(row, tabs)
    expect(lacking).toEqual([])
    expect(calls).toBeLessThanOrEqual(row.mostCalls)
    expect(calls).toBeGreaterThan(0)
  })
})

import { describe, expect, it } from 'vitest'
import { computeTileLayout } from './tile-layout.ts'

describe('computeTileLayout', () => {
  it.each([
    [1, 1600, 900, 1, 1],
    [2, 1600, 900, 2, 1],
    [2, 400, 900, 1, 2],
    [3, 1600, 900, 2, 2],
    [4, 1600, 900, 2, 2],
    [5, 1600, 900, 3, 2],
    [9, 1600, 900, 3, 3],
    [6, 390, 500, 2, 3],
  ])(
    'arranges %i tiles in %i by %i pixels as %i columns and %i rows',
    (count, width, height, columns, rows) => {
      expect(computeTileLayout(count, width, height, 8)).toMatchObject({ columns, rows })
    },
  )

  it('keeps all tiles within the container and at 16:9', () => {
    for (let count = 1; count <= 50; count++) {
      const { columns, rows, width, height } = computeTileLayout(count, 1000, 600, 10)
      expect(columns * rows).toBeGreaterThanOrEqual(count)
      expect(columns * width + 10 * (columns - 1)).toBeLessThanOrEqual(1000.01)
      expect(rows * height + 10 * (rows - 1)).toBeLessThanOrEqual(600.01)
      expect(width / height).toBeCloseTo(16 / 9)
    }
  })

  it('returns tiles of size zero for an empty container', () => {
    expect(computeTileLayout(3, 0, 0, 8)).toMatchObject({ width: 0, height: 0 })
  })
})

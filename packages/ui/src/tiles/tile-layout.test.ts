import { describe, expect, it } from 'vitest'
import { computeFocus, computeGrid, gap, type Place, pageSizeOf, placeInGrid } from './tile-layout.ts'

const overlap = (a: Place, b: Place) =>
  a.x < b.x + b.width - 0.01 &&
  b.x < a.x + a.width - 0.01 &&
  a.y < b.y + b.height - 0.01 &&
  b.y < a.y + a.height - 0.01

describe('computeGrid', () => {
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
      expect(computeGrid(count, { width, height })).toMatchObject({ columns, rows })
    },
  )

  it('returns tiles of size zero for an empty container', () => {
    expect(computeGrid(3, { width: 0, height: 0 })).toMatchObject({ width: 0, height: 0 })
  })
})

describe('placeInGrid', () => {
  it.each([
    [1000, 600],
    [390, 560],
    [320, 900],
  ])('keeps 1 to 50 tiles within %i by %i pixels, apart and between 4:5 and 16:9', (width, height) => {
    for (let count = 1; count <= 50; count++) {
      const places = placeInGrid(count, { width, height })
      expect(places).toHaveLength(count)
      for (const [index, place] of places.entries()) {
        expect(place.x).toBeGreaterThanOrEqual(-0.01)
        expect(place.y).toBeGreaterThanOrEqual(-0.01)
        expect(place.x + place.width).toBeLessThanOrEqual(width + 0.01)
        expect(place.y + place.height).toBeLessThanOrEqual(height + 0.01)
        expect(place.width / place.height).toBeGreaterThan(0.79)
        expect(place.width / place.height).toBeLessThan(1.78)
        expect(places.slice(0, index).some((other) => overlap(place, other))).toBe(false)
      }
    }
  })
})

describe('pageSizeOf', () => {
  it('has at least one tile on the smallest screen, and at most 25', () => {
    expect(pageSizeOf({ width: 0, height: 0 })).toBe(1)
    expect(pageSizeOf({ width: 360, height: 560 })).toBe(10)
    expect(pageSizeOf({ width: 3000, height: 2000 })).toBe(25)
  })
})

describe('computeFocus', () => {
  it.each([
    [1000, 600],
    [390, 560],
    [800, 320],
  ])('keeps the large tile and a full strip within %i by %i pixels', (width, height) => {
    const { focus, stripSize, placeInStrip } = computeFocus({ width, height })
    const places = placeInStrip(stripSize)
    for (const place of places) {
      expect(overlap(place, focus)).toBe(false)
      expect(place.x + place.width).toBeLessThanOrEqual(width + 0.01)
      expect(place.y + place.height).toBeLessThanOrEqual(height + 0.01)
      expect(Math.min(place.x, place.y)).toBeGreaterThanOrEqual(0)
      expect(focus.width * focus.height).toBeGreaterThan(4 * place.width * place.height)
    }
    expect(gap).toBe(8)
  })
})

import { CreateInput } from '@greenroom/core/video/room-compositions'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import {
  computeCells,
  minSide,
  moveRegion,
  parseResolution,
  presets,
  type Region,
  resizeRegion,
  resolutions,
  showAllSources,
  toVideoLayout,
} from './video-layout.ts'

const frame = { width: 640, height: 360 }
const region: Region = {
  name: 'main',
  x: 100,
  y: 100,
  z: 0,
  width: 200,
  height: 100,
  columns: undefined,
  sources: '*',
}

describe('presets', () => {
  it.each(Object.entries(presets))(
    'has a layout for %s that the API accepts at every resolution',
    (_, preset) => {
      for (const resolution of resolutions) {
        const regions = preset(parseResolution(resolution))
        const input = { session_id: crypto.randomUUID(), resolution, video_layout: toVideoLayout(regions) }
        expect(v.safeParse(CreateInput, input).success).toBe(true)
        for (const { x, y, width, height } of regions) {
          expect(x + width).toBeLessThanOrEqual(parseResolution(resolution).width)
          expect(y + height).toBeLessThanOrEqual(parseResolution(resolution).height)
        }
      }
    },
  )
})

describe('moveRegion', () => {
  it.each([
    [10, -10, 110, 90],
    [-500, -500, 0, 0],
    [5000, 5000, 440, 260],
    [0.4, 0.6, 100, 101],
  ])('moves a region by %d and %d pixels within the frame', (dx, dy, x, y) => {
    expect(moveRegion(region, dx, dy, frame)).toMatchObject({ x, y, width: 200, height: 100 })
  })
})

describe('resizeRegion', () => {
  it.each([
    [10, -10, 210, 90],
    [-5000, -5000, minSide, minSide],
    [5000, 5000, 540, 260],
  ])('resizes a region by %d and %d pixels within the frame', (dx, dy, width, height) => {
    expect(resizeRegion(region, dx, dy, frame)).toMatchObject({ x: 100, y: 100, width, height })
  })
})

describe('computeCells', () => {
  it('fills a region with a grid', () => {
    const fullRegion = { ...region, x: 0, y: 0, ...frame }
    expect(computeCells(fullRegion, 0)).toEqual([])
    expect(computeCells(fullRegion, 1)).toEqual([{ x: 0, y: 0, ...frame }])
    expect(computeCells(fullRegion, 4).at(-1)).toEqual({ x: 320, y: 180, width: 320, height: 180 })
  })

  it('uses at most the maximum number of columns', () => {
    expect(computeCells({ ...region, columns: 1 }, 2)).toEqual([
      { x: 100, y: 100, width: 200, height: 50 },
      { x: 100, y: 150, width: 200, height: 50 },
    ])
  })
})

describe('showAllSources', () => {
  it('keeps the positions and resets the selected recordings', () => {
    const [region] = presets.Grid(parseResolution('1280x720'))
    if (region === undefined) throw new Error('The Grid preset must have a region')
    expect(showAllSources([{ ...region, x: 16, sources: ['recording'] }])).toEqual([
      { ...region, x: 16, sources: '*' },
    ])
  })
})

import type { VideoRegionInput } from '@greenroom/core/video/room-compositions'

/** A size in pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** A region of the layout, with all its measures. */
export interface Region extends Size {
  readonly name: string
  readonly x: number
  readonly y: number
  /** The layer. A region with a higher value covers one with a lower value. */
  readonly z: number
  /** The maximum number of columns of the grid; undefined for no limit. */
  readonly columns: number | undefined
  /** The ids of the recordings to show, or `*` for all. */
  readonly sources: '*' | readonly string[]
}

/** The minimum width and height that the API accepts. */
export const minSide = 16

/** The resolutions that the dialog offers. The API accepts others too. */
export const resolutions = ['1280x720', '960x540', '640x360', '720x1280', '720x720'] as const

/** Parses a resolution such as `1280x720`. */
export function parseResolution(resolution: string): Size {
  const [width = 1280, height = 720] = resolution.split('x').map(Number)
  return { width, height }
}

/** Predefined layouts, by name. */
export const presets = {
  Grid: ({ width, height }: Size): readonly Region[] => [
    { name: 'all', x: 0, y: 0, z: 0, width, height, columns: undefined, sources: '*' },
  ],
  'Speaker and strip': ({ width, height }: Size): readonly Region[] => {
    const strip = Math.round(width / 4)
    return [
      { name: 'speaker', x: 0, y: 0, z: 0, width: width - strip, height, columns: 1, sources: '*' },
      { name: 'strip', x: width - strip, y: 0, z: 0, width: strip, height, columns: 1, sources: '*' },
    ]
  },
  'Picture in picture': ({ width, height }: Size): readonly Region[] => {
    const inset = { width: Math.round(width / 4), height: Math.round(height / 4) }
    const margin = Math.round(width / 40)
    return [
      { name: 'main', x: 0, y: 0, z: 0, width, height, columns: undefined, sources: '*' },
      {
        name: 'inset',
        x: width - inset.width - margin,
        y: height - inset.height - margin,
        z: 1,
        ...inset,
        columns: 1,
        sources: '*',
      },
    ]
  },
} as const satisfies Record<string, (size: Size) => readonly Region[]>

/** Moves a region by pixels, within the frame. */
export function moveRegion(region: Region, dx: number, dy: number, frame: Size): Region {
  return {
    ...region,
    x: clamp(Math.round(region.x + dx), 0, Math.max(0, frame.width - region.width)),
    y: clamp(Math.round(region.y + dy), 0, Math.max(0, frame.height - region.height)),
  }
}

/** Resizes a region at its bottom right corner, within the frame. */
export function resizeRegion(region: Region, dx: number, dy: number, frame: Size): Region {
  return {
    ...region,
    width: clamp(Math.round(region.width + dx), minSide, Math.max(minSide, frame.width - region.x)),
    height: clamp(Math.round(region.height + dy), minSide, Math.max(minSide, frame.height - region.y)),
  }
}

/** A rectangle within a region, in pixels of the composition. */
export interface Cell extends Size {
  readonly x: number
  readonly y: number
}

/** Returns the cells for a number of videos in a region: the grid with the largest cells. */
export function computeCells(
  { x, y, width, height, columns: maxColumns }: Region,
  count: number,
): readonly Cell[] {
  if (count <= 0) return []
  const columns = Math.min(
    count,
    maxColumns ?? Math.ceil(Math.sqrt((count * width) / Math.max(1, height * (16 / 9)))),
  )
  const columnCount = Math.max(1, columns)
  const cell = { width: width / columnCount, height: height / Math.ceil(count / columnCount) }
  return Array.from({ length: count }, (_, index) => ({
    x: x + (index % columnCount) * cell.width,
    y: y + Math.floor(index / columnCount) * cell.height,
    ...cell,
  }))
}

/** Converts regions to the `video_layout` of the API. */
export function toVideoLayout(regions: readonly Region[]): Record<string, VideoRegionInput> {
  return Object.fromEntries(
    regions.map(({ name, x, y, z, width, height, columns, sources }) => [
      name,
      {
        x_pos: x,
        y_pos: y,
        z_pos: z,
        width,
        height,
        ...(columns !== undefined && { max_columns: columns }),
        video_sources: sources === '*' ? '*' : [...sources],
      },
    ]),
  )
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max)
}

/** Makes all regions show all recordings. Recordings chosen for one session do not exist in another. */
export function showAllSources(regions: readonly Region[]): readonly Region[] {
  return regions.map((region) => ({ ...region, sources: '*' }))
}

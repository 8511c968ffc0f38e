import type { VideoRegionInput } from '@greenroom/core/video/room-compositions'

/** A picture's size, in pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** A region of the picture as it is drawn: every measure is there. */
export interface Region extends Size {
  readonly name: string
  readonly x: number
  readonly y: number
  /** What is in front: the higher one. */
  readonly z: number
  /** The most columns of its grid; as many as needed without. */
  readonly columns: number | undefined
  /** The recordings to show, or all. */
  readonly sources: '*' | readonly string[]
}

/** The least width and height that the API takes. */
export const minSide = 16
/** The most regions that the API takes. */
export const maxRegions = 2

/** The sizes of picture that are offered; the API takes others too. */
export const resolutions = ['1280x720', '960x540', '640x360', '720x1280', '720x720'] as const

/** Reads `1280x720`. */
export function parseResolution(resolution: string): Size {
  const [width = 1280, height = 720] = resolution.split('x').map(Number)
  return { width, height }
}

/** Ways to begin, by what they are called. */
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

/** Moves a region by pixels, no further than the picture's edges. */
export function moveRegion(region: Region, dx: number, dy: number, frame: Size): Region {
  return {
    ...region,
    x: clamp(Math.round(region.x + dx), 0, Math.max(0, frame.width - region.width)),
    y: clamp(Math.round(region.y + dy), 0, Math.max(0, frame.height - region.height)),
  }
}

/** Makes a region larger or smaller at its bottom right, within the picture. */
export function resizeRegion(region: Region, dx: number, dy: number, frame: Size): Region {
  return {
    ...region,
    width: clamp(Math.round(region.width + dx), minSide, Math.max(minSide, frame.width - region.x)),
    height: clamp(Math.round(region.height + dy), minSide, Math.max(minSide, frame.height - region.y)),
  }
}

/** A rectangle within a region, in the picture's pixels. */
export interface Cell extends Size {
  readonly x: number
  readonly y: number
}

/** Where so many pictures stand in a region: in the grid whose cells are largest. */
export function computeCells({ x, y, width, height, columns: most }: Region, count: number): readonly Cell[] {
  if (count <= 0) return []
  const columns = Math.min(
    count,
    most ?? Math.ceil(Math.sqrt((count * width) / Math.max(1, height * (16 / 9)))),
  )
  const across = Math.max(1, columns)
  const cell = { width: width / across, height: height / Math.ceil(count / across) }
  return Array.from({ length: count }, (_, index) => ({
    x: x + (index % across) * cell.width,
    y: y + Math.floor(index / across) * cell.height,
    ...cell,
  }))
}

/** The regions as the API takes them. */
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

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}

/** The same regions, each showing everybody: what was chosen of one session's recordings is in no other. */
export function showAllSources(regions: readonly Region[]): readonly Region[] {
  return regions.map((region) => ({ ...region, sources: '*' }))
}

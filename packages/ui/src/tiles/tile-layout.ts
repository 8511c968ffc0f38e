/** The place of a tile in its container, in pixels. */
export interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The size of a container, in pixels. */
export interface Area {
  readonly width: number
  readonly height: number
}

/** The arrangement of tiles in a grid. */
export interface GridLayout {
  readonly columns: number
  readonly rows: number
  /** The size of a tile, in pixels. */
  readonly width: number
  readonly height: number
}

/** The narrowest and the widest tile, as width by height. Between them, tiles fill their cells. */
const narrowest = 4 / 5
const widest = 16 / 9

/** The distance between tiles, in pixels. */
export const gap = 8

/** Tiles are not narrower than this, in pixels: others are on further pages. */
const smallestWidth = 132
const smallestHeight = 92

/** Tiles in a strip below a large tile are not narrower than this, in pixels. */
const smallestStripWidth = 104

/** How many tiles a page has at most. Each is a video to decode. */
const largestPage = 25

/** Returns how many tiles of a grid fit on a page; at least 1. */
export function pageSizeOf({ width, height }: Area): number {
  const columns = Math.floor((width + gap) / (smallestWidth + gap))
  const rows = Math.floor((height + gap) / (smallestHeight + gap))
  return Math.max(1, Math.min(largestPage, columns * rows))
}

/** Returns the grid in which tiles are largest. */
export function computeGrid(count: number, { width, height }: Area): GridLayout {
  let best: GridLayout = { columns: 1, rows: 1, width: 0, height: 0 }
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.max(1, Math.ceil(count / columns))
    const tile = fitTile({
      width: Math.max(0, (width - gap * (columns - 1)) / columns),
      height: Math.max(0, (height - gap * (rows - 1)) / rows),
    })
    if (tile.width * tile.height > best.width * best.height) best = { columns, rows, ...tile }
  }
  return best
}

/** Returns the largest tile in a cell. */
function fitTile({ width, height }: Area): Area {
  return { width: Math.min(width, height * widest), height: Math.min(height, width / narrowest) }
}

/** Returns the places of tiles in a grid, centered. The last row is centered too. */
export function placeInGrid(count: number, area: Area): Place[] {
  const { columns, rows, width, height } = computeGrid(count, area)
  const top = (area.height - rows * height - gap * (rows - 1)) / 2
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns)
    const inRow = row === rows - 1 ? count - row * columns : columns
    const left = (area.width - inRow * width - gap * (inRow - 1)) / 2
    return {
      x: left + (index % columns) * (width + gap),
      y: top + row * (height + gap),
      width,
      height,
    }
  })
}

/** A large tile with a strip of small ones. */
export interface FocusLayout {
  readonly focus: Place
  /** How many small tiles fit in the strip; at least 1. */
  readonly stripSize: number
  /** Returns the places of small tiles. */
  placeInStrip(count: number): Place[]
}

/** Returns the layout with one large tile: the strip is beside it in a wide container, and else below it. */
export function computeFocus({ width, height }: Area): FocusLayout {
  const isWide = width >= 560 && width > height * 1.1
  return isWide ? focusBeside({ width, height }) : focusAbove({ width, height })
}

function focusBeside({ width, height }: Area): FocusLayout {
  const tileWidth = Math.round(Math.min(220, Math.max(132, width * 0.2)))
  const tileHeight = Math.round(tileWidth / widest)
  const left = width - tileWidth
  return {
    focus: { x: 0, y: 0, width: Math.max(0, left - gap), height },
    stripSize: Math.max(1, Math.floor((height + gap) / (tileHeight + gap))),
    placeInStrip(count) {
      const top = (height - count * tileHeight - gap * (count - 1)) / 2
      return Array.from({ length: count }, (_, index) => ({
        x: left,
        y: top + index * (tileHeight + gap),
        width: tileWidth,
        height: tileHeight,
      }))
    },
  }
}

function focusAbove({ width, height }: Area): FocusLayout {
  const tileHeight = Math.round(Math.min(112, Math.max(72, height * 0.16)))
  const stripSize = Math.max(1, Math.floor((width + gap) / (smallestStripWidth + gap)))
  const tileWidth = Math.min((width - gap * (stripSize - 1)) / stripSize, tileHeight * widest)
  const top = height - tileHeight
  return {
    focus: { x: 0, y: 0, width, height: Math.max(0, top - gap) },
    stripSize,
    placeInStrip(count) {
      const left = (width - count * tileWidth - gap * (count - 1)) / 2
      return Array.from({ length: count }, (_, index) => ({
        x: left + index * (tileWidth + gap),
        y: top,
        width: tileWidth,
        height: tileHeight,
      }))
    },
  }
}

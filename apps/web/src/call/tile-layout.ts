/** The arrangement of tiles in a grid. */
export interface TileLayout {
  readonly columns: number
  readonly rows: number
  /** The size of a tile, in pixels. */
  readonly width: number
  readonly height: number
}

const aspect = 16 / 9

/**
 * Returns the grid in which 16:9 tiles are largest.
 *
 * @param width The width of the container, in pixels, as are `height` and `gap`.
 */
export function computeTileLayout(count: number, width: number, height: number, gap: number): TileLayout {
  let best: TileLayout = { columns: 1, rows: 1, width: 0, height: 0 }
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.max(1, Math.ceil(count / columns))
    const cell = {
      width: (width - gap * (columns - 1)) / columns,
      height: (height - gap * (rows - 1)) / rows,
    }
    const tile = Math.max(0, Math.min(cell.width, cell.height * aspect))
    if (tile > best.width) best = { columns, rows, width: tile, height: tile / aspect }
  }
  return best
}

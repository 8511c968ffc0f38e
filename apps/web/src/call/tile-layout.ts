/** How tiles stand. */
export interface TileLayout {
  readonly columns: number
  readonly rows: number
  /** Pixels. */
  readonly width: number
  readonly height: number
}

const aspect = 16 / 9

/**
 * Finds the columns in which tiles of 16 to 9 are largest.
 *
 * @param width Of the place, in pixels, as `height` and `gap`.
 */
export function computeTileLayout(count: number, width: number, height: number, gap: number): TileLayout {
  let best: TileLayout = { columns: 1, rows: 1, width: 0, height: 0 }
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.max(1, Math.ceil(count / columns))
    const most = {
      width: (width - gap * (columns - 1)) / columns,
      height: (height - gap * (rows - 1)) / rows,
    }
    const tile = Math.max(0, Math.min(most.width, most.height * aspect))
    if (tile > best.width) best = { columns, rows, width: tile, height: tile / aspect }
  }
  return best
}

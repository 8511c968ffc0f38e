/** A tile to order. */
export interface Ordered {
  readonly key: string
  readonly isSpeaking: boolean
  /** Whether it keeps its place at the beginning, as the user's own tile does. */
  readonly isFirst: boolean
}

/**
 * Returns the keys of tiles in their order. Tiles keep their places, and new ones are added at the end. A
 * speaker on a later page swaps places with the last silent tile of the first page, so that one speaker moves
 * two tiles at most.
 *
 * @param previous The keys in their previous order.
 * @param pageSize How many tiles are on the first page.
 */
export function orderTiles(
  previous: readonly string[],
  tiles: readonly Ordered[],
  pageSize: number,
): readonly string[] {
  const byKey = new Map(tiles.map((tile) => [tile.key, tile]))
  const known = previous.filter((key) => byKey.has(key))
  const seen = new Set(known)
  const added = tiles.map(({ key }) => key).filter((key) => !seen.has(key))
  const order = [...known, ...added].sort(
    (a, b) => Number(byKey.get(b)?.isFirst ?? false) - Number(byKey.get(a)?.isFirst ?? false),
  )
  for (let from = pageSize; from < order.length; from++) {
    const speaker = order[from]
    if (speaker === undefined || byKey.get(speaker)?.isSpeaking !== true) continue
    const to = order.findLastIndex((key, index) => index < pageSize && isReplaceable(byKey.get(key)))
    const silent = order[to]
    if (silent === undefined) break
    order[to] = speaker
    order[from] = silent
  }
  const isSame = order.length === previous.length && order.every((key, index) => key === previous[index])
  return isSame ? previous : order
}

function isReplaceable(tile: Ordered | undefined): boolean {
  return tile !== undefined && !tile.isSpeaking && !tile.isFirst
}

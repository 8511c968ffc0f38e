/** Random values that depend only on the seed. */
export interface Random {
  /** Returns an integer below `limit`. */
  below(limit: number): number
  /** Returns true once in `count` times on average. */
  oneIn(times: number): boolean
  pick<T>(values: readonly [T, ...T[]]): T
  /** Returns text of any characters, including control characters and lone surrogates. */
  text(longest: number): string
}

/** Creates random values from a seed (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  const character = () => String.fromCharCode(below(4) > 0 ? below(0x80) : below(0x1_00_00))
  return {
    below,
    oneIn: (times) => below(times) === 0,
    pick: ([first, ...others]) => others[below(others.length + 1) - 1] ?? first,
    text: (longest) => Array.from({ length: below(longest + 1) }, character).join(''),
  }
}

import { describe, expect, it } from 'vitest'
import { orderTiles } from './tile-order.ts'

const tiles = (keys: string, speaking = '') =>
  [...keys].map((key) => ({ key, isSpeaking: speaking.includes(key), isFirst: key === 'a' }))
const order = (previous: string, keys: string, speaking = '', pageSize = 3) =>
  orderTiles([...previous], tiles(keys, speaking), pageSize).join(' ')

describe('orderTiles', () => {
  it('adds new tiles at the end and removes those that left', () => {
    expect(order('', 'abc')).toBe('a b c')
    expect(order('abc', 'abcd')).toBe('a b c d')
    expect(order('abcd', 'adc')).toBe('a c d')
  })

  it('keeps the user’s own tile first', () => {
    expect(order('bc', 'bca')).toBe('a b c')
  })

  it('moves nothing while the speaker is on the first page', () => {
    const previous = [...'abcde']
    expect(orderTiles(previous, tiles('abcde', 'b'), 3)).toBe(previous)
  })

  it('swaps a speaker of a later page with the last silent tile of the first page', () => {
    expect(order('abcde', 'abcde', 'e')).toBe('a b e d c')
    expect(order('abcde', 'abcde', 'ce')).toBe('a e c d b')
  })

  it('moves nothing while all of the first page speak', () => {
    expect(order('abcde', 'abcde', 'bce')).toBe('a b c d e')
  })
})

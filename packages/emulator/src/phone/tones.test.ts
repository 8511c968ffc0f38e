import { describe, expect, it } from 'vitest'
import { keyFrequencies } from './tones.ts'

describe('keyFrequencies', () => {
  it('returns the tones of each key', () => {
    expect(['1', '5', '#', '0', 'D'].map(keyFrequencies)).toEqual([
      [697, 1209],
      [770, 1336],
      [941, 1477],
      [941, 1336],
      [941, 1633],
    ])
  })

  it.each(['', 'x', '12', 'é'])('returns nothing for %j', (key) => {
    expect(keyFrequencies(key)).toBeUndefined()
  })
})

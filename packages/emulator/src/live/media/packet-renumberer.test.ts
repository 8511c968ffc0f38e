import { describe, expect, it } from 'vitest'
import { createPacketRenumberer } from './packet-renumberer.ts'

function numbersOf(steps: readonly (number | 'pause')[]): number[] {
  const numbers = createPacketRenumberer()
  return steps.flatMap((step) => {
    if (step !== 'pause') {
      const packet = { payload: new Uint8Array(), sequenceNumber: step, timestamp: 0, marker: false }
      return numbers.next(packet).sequenceNumber
    }
    numbers.pause()
    return []
  })
}

describe('renumbering', () => {
  it.each([
    ['leaves numbers as they are', [7, 8, 9], [7, 8, 9]],
    ['closes the gap of a pause', [7, 'pause', 'pause', 20, 21], [7, 8, 9]],
    ['keeps a gap that is a loss', [7, 9, 'pause', 20], [7, 9, 10]],
    ['goes on over the end of the numbers', [65_534, 'pause', 3, 4], [65_534, 65_535, 0]],
    ['keeps a late packet in its place', [7, 9, 8, 'pause', 30], [7, 9, 8, 10]],
    ['begins where the first packet is, after a pause too', ['pause', 5, 6], [5, 6]],
  ] as const)('%s', (_, steps, expected) => {
    expect(numbersOf(steps)).toEqual(expected)
  })
})

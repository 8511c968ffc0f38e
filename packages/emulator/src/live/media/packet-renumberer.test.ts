import { describe, expect, it } from 'vitest'
import { createPacketRenumberer } from './packet-renumberer.ts'

function numbersOf(steps: readonly (number | 'pause')[]): number[] {
  const renumberer = createPacketRenumberer()
  return steps.flatMap((step) => {
    if (step !== 'pause') {
      const packet = { payload: new Uint8Array(), sequenceNumber: step, timestamp: 0, marker: false }
      return renumberer.next(packet).sequenceNumber
    }
    renumberer.pause()
    return []
  })
}

describe('createPacketRenumberer', () => {
  it.each([
    ['keeps consecutive numbers', [7, 8, 9], [7, 8, 9]],
    ['closes the gap of a pause', [7, 'pause', 'pause', 20, 21], [7, 8, 9]],
    ['keeps a gap that packet loss caused', [7, 9, 'pause', 20], [7, 9, 10]],
    ['wraps around after the last sequence number', [65_534, 'pause', 3, 4], [65_534, 65_535, 0]],
    ['keeps the number of a late packet', [7, 9, 8, 'pause', 30], [7, 9, 8, 10]],
    ['starts with the number of the first packet, even after a pause', ['pause', 5, 6], [5, 6]],
  ] as const)('%s', (_, steps, expected) => {
    expect(numbersOf(steps)).toEqual(expected)
  })
})

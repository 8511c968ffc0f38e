import type { Packet } from './media.ts'

/**
 * Numbers packets so that a pause leaves no gap: the one who gets them would ask again for what was never
 * sent. `pause` marks where packets are left out.
 */
export function createPacketRenumberer(): { next(packet: Packet): Packet; pause(): void } {
  let offset = 0
  let last: number | undefined
  let isPaused = false
  return {
    next(packet) {
      if (isPaused && last !== undefined) offset = (last + 1 - packet.sequenceNumber) & 0xffff
      isPaused = false
      const sequenceNumber = (packet.sequenceNumber + offset) & 0xffff
      // A late one does not move the place where a pause continues.
      if (last === undefined || ((sequenceNumber - last) & 0xffff) < 0x8000) last = sequenceNumber
      return { ...packet, sequenceNumber }
    },
    pause() {
      isPaused = true
    },
  }
}

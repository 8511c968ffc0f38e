import type { Packet } from './media.ts'

/**
 * Creates a renumberer that closes the gaps in sequence numbers that pauses leave. A receiver would otherwise
 * request retransmission of packets that were never sent. Call `pause` for each packet that is not forwarded.
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
      // A late packet must not change the number that follows a pause.
      if (last === undefined || ((sequenceNumber - last) & 0xffff) < 0x8000) last = sequenceNumber
      return { ...packet, sequenceNumber }
    },
    pause() {
      isPaused = true
    },
  }
}

import type { Packet } from '../media/media.ts'

/** Number of later packets after which a missing packet counts as lost. */
const maxWaiting = 64

/**
 * Returns a function that accepts packets in any order. `onPacket` receives each packet once and in order,
 * and whether packets before it were lost.
 */
export function createReorderBuffer(
  onPacket: (packet: Packet, afterLoss: boolean) => void,
): (packet: Packet) => void {
  const waiting = new Map<number, Packet>()
  let next: number | undefined

  const flush = (afterLoss: boolean) => {
    let isAfterLoss = afterLoss
    for (;;) {
      const packet = next === undefined ? undefined : waiting.get(next)
      if (next === undefined || !packet) return
      waiting.delete(next)
      next = (next + 1) & 0xffff
      onPacket(packet, isAfterLoss)
      isAfterLoss = false
    }
  }
  return (packet) => {
    const { sequenceNumber } = packet
    next ??= sequenceNumber
    const ahead = (sequenceNumber - next) & 0xffff
    // A late packet is a duplicate or was already counted as lost.
    if (ahead >= 0x8000) return
    waiting.set(sequenceNumber, packet)
    if (waiting.size <= maxWaiting) return flush(false)
    const from = next
    const [first] = [...waiting.keys()].sort((a, b) => ((a - from) & 0xffff) - ((b - from) & 0xffff))
    next = first
    flush(first !== from)
  }
}

import type { Packet } from '../media/media.ts'

/** Whoever waits for a packet longer than for so many others has lost it. */
const maxWaiting = 64

/**
 * Puts packets into their order, each once. `take` gets them, and is told of each whether one before it was
 * lost.
 */
export function createReorderBuffer(
  take: (packet: Packet, afterLoss: boolean) => void,
): (packet: Packet) => void {
  const waiting = new Map<number, Packet>()
  let next: number | undefined

  const passOn = (afterLoss: boolean) => {
    let isAfterLoss = afterLoss
    for (;;) {
      const packet = next === undefined ? undefined : waiting.get(next)
      if (next === undefined || !packet) return
      waiting.delete(next)
      next = (next + 1) & 0xffff
      take(packet, isAfterLoss)
      isAfterLoss = false
    }
  }
  return (packet) => {
    const { sequenceNumber } = packet
    next ??= sequenceNumber
    const ahead = (sequenceNumber - next) & 0xffff
    // One that is late was either there already, or is given up.
    if (ahead >= 0x8000) return
    waiting.set(sequenceNumber, packet)
    if (waiting.size <= maxWaiting) return passOn(false)
    const from = next
    const [first] = [...waiting.keys()].sort((a, b) => ((a - from) & 0xffff) - ((b - from) & 0xffff))
    next = first
    passOn(first !== from)
  }
}

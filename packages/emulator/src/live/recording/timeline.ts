/** Maximum drift between the source's clock and the local clock. Beyond it, the time of arrival is used. */
const maxDriftMs = 1000

/**
 * Returns a function that converts the RTP timestamps of a source to milliseconds of the local clock. The
 * first packet is placed at its time of arrival, later ones relative to it by the source's own clock, which
 * has no jitter.
 */
export function createTimeline(now: () => number, ticksPerMs: number): (timestamp: number) => number {
  let base: { readonly timestamp: number; readonly ms: number } | undefined
  return (timestamp) => {
    const arrival = now()
    if (base) {
      // Timestamps wrap around at 2^32.
      const ms = base.ms + ((timestamp - base.timestamp) | 0) / ticksPerMs
      if (Math.abs(ms - arrival) < maxDriftMs) return ms
    }
    base = { timestamp, ms: arrival }
    return arrival
  }
}

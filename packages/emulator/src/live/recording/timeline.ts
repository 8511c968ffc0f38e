/** Clocks of a source and of this machine may part so far; what parts further is put where it came. */
const maxDriftMs = 1000

/**
 * Places the timestamps of a source on a clock, in milliseconds: by when its first packet came, and from there
 * by its own time, which does not tremble.
 */
export function createTimeline(now: () => number, ticksPerMs: number): (timestamp: number) => number {
  let base: { readonly timestamp: number; readonly ms: number } | undefined
  return (timestamp) => {
    const came = now()
    if (base) {
      // Timestamps begin anew after 2^32.
      const ms = base.ms + ((timestamp - base.timestamp) | 0) / ticksPerMs
      if (Math.abs(ms - came) < maxDriftMs) return ms
    }
    base = { timestamp, ms: came }
    return came
  }
}

/** What a browser showed within a time. */
export interface Animation {
  /** Times between frames, in milliseconds. */
  readonly frameMs: readonly number[]
  /** Durations of tasks over 50 ms. */
  readonly longTaskMs: readonly number[]
  /** The sum of layout shifts, without those within 500 ms of input. */
  readonly layoutShift: number
}

/** Observes a page from its start, as `globalThis.callObserver`. Runs in the page. */
export function observeCall() {
  let longTaskMs: number[] = []
  let layoutShift = 0
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTaskMs.push(duration)
  }).observe({ type: 'longtask', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (!Reflect.get(entry, 'hadRecentInput')) layoutShift += Reflect.get(entry, 'value') as number
    }
  }).observe({ type: 'layout-shift', buffered: true })

  const observer = {
    /** Returns what was observed since the last call. */
    take(): Omit<Animation, 'frameMs'> {
      const taken = { longTaskMs, layoutShift }
      longTaskMs = []
      layoutShift = 0
      return taken
    },
    /** Observes frames for `ms` after an action. */
    async during(ms: number, act: () => void): Promise<Animation> {
      observer.take()
      const frameMs: number[] = []
      const end = performance.now() + ms
      act()
      let last = await nextFrame()
      while (last < end) {
        const now = await nextFrame()
        frameMs.push(now - last)
        last = now
      }
      // Entries arrive in a task after the frame.
      await new Promise((resolve) => setTimeout(resolve, 50))
      return { ...observer.take(), frameMs }
    },
  }
  const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  Reflect.set(globalThis, 'callObserver', observer)
  return observer
}

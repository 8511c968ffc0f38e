import { type RefObject, useRef, useState } from 'react'
import { useBrowserLayoutEffect } from '../elements/use-layout-effect.ts'

/** The size of an element, in pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/**
 * Returns a ref and the current size of its element. It is measured before the first paint. While the element
 * is hidden, the size does not change.
 *
 * @param initial The size before the first measurement, as on a server.
 */
export function useSize<T extends Element>(initial: Size): [RefObject<T | null>, Size] {
  const element = useRef<T>(null)
  const [size, setSize] = useState(initial)
  useBrowserLayoutEffect(() => {
    const { current } = element
    if (current === null) return
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = current
      if (width === 0 || height === 0) return
      setSize((before) => (before.width === width && before.height === height ? before : { width, height }))
    }
    measure()
    if (typeof ResizeObserver === 'undefined') return
    const observer = new ResizeObserver(measure)
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
  return [element, size]
}

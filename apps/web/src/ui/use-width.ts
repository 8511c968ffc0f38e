import { type RefObject, useEffect, useRef, useState } from 'react'

/**
 * Returns a ref and the current width of its element in pixels. While the element is hidden, as in a
 * suspended boundary, the width does not change.
 *
 * @param initialWidth The width before the first measurement, in pixels.
 */
export function useWidth<T extends Element>(initialWidth: number): [RefObject<T | null>, number] {
  const container = useRef<T>(null)
  const [width, setWidth] = useState(initialWidth)
  useEffect(() => {
    const { current } = container
    if (current === null) return
    const observer = new ResizeObserver(([entry]) => {
      const measured = Math.round(entry?.contentRect.width ?? 0)
      if (measured > 0) setWidth(measured)
    })
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
  return [container, width]
}

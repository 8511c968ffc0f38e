import { type RefObject, useEffect, useRef, useState } from 'react'

/**
 * How wide an element is, kept up to date: what is drawn to measure needs it. While the element is hidden, as in a
 * boundary that waits, it is as wide as it was.
 *
 * @param atFirst The width before it is known, in pixels.
 */
export function useWidth<T extends Element>(atFirst: number): [RefObject<T | null>, number] {
  const container = useRef<T>(null)
  const [width, setWidth] = useState(atFirst)
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

import { type RefObject, useEffect, useRef, useState } from 'react'

/**
 * How wide an element is, kept up to date: what is drawn to measure needs it.
 *
 * @param atFirst The width before it is known, in pixels.
 */
export function useWidth<T extends Element>(atFirst: number): [RefObject<T | null>, number] {
  const place = useRef<T>(null)
  const [width, setWidth] = useState(atFirst)
  useEffect(() => {
    const { current } = place
    if (current === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.round(entry.contentRect.width))
    })
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
  return [place, width]
}

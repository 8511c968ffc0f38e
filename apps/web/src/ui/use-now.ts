import { useEffect, useState } from 'react'

/**
 * The time, anew every so often.
 *
 * @param everyMs How often, in milliseconds.
 */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

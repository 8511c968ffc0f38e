import { useEffect, useState } from 'react'

/**
 * Returns the current time, in milliseconds since the Unix epoch, and updates it regularly.
 *
 * @param intervalMs The time between updates, in milliseconds.
 */
export function useNow(intervalMs: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), intervalMs)
    return () => clearInterval(timer)
  }, [intervalMs])
  return now
}

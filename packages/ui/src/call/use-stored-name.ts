import { useEffect, useState } from 'react'
import { readStoredText, writeStoredText } from '../elements/browser-storage.ts'

const key = 'greenroom:name'

/**
 * Returns the name that the user typed, and a function that changes it. The name is stored for the next call.
 *
 * @param isNeeded Whether the user is asked for a name. Without it, nothing is read.
 */
export function useStoredName(isNeeded: boolean): [string, (name: string) => void] {
  const [name, setName] = useState('')
  // A server has no stored name, so the first render in the browser has none either.
  useEffect(() => {
    if (isNeeded) setName(readStoredText(key) ?? '')
  }, [isNeeded])
  const change = (next: string) => {
    writeStoredText(key, next)
    setName(next)
  }
  return [name, change]
}

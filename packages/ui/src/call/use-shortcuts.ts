import { type RefObject, useEffect, useRef } from 'react'
import { type ShortcutAction, shortcutOf } from './shortcuts.ts'

/**
 * Runs actions by their keys while the focus is in an element. Outside of it, keys belong to the page: one
 * key alone must not act on what the user does not use.
 */
export function useShortcuts(
  element: RefObject<HTMLElement | null>,
  run: (action: ShortcutAction) => void,
): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    const { current } = element
    const onKeyDown = (event: KeyboardEvent) => {
      const action = shortcutOf(event)
      if (action === undefined) return
      event.preventDefault()
      latest.current(action)
    }
    current?.addEventListener('keydown', onKeyDown)
    return () => current?.removeEventListener('keydown', onKeyDown)
  }, [element])
}

import type { CallLabels } from '@greenroom/ui'
import { type RefObject, useEffect, useState } from 'react'
import type { GalleryState } from './gallery-state.ts'

/** Presses the buttons that lead to a state, and returns whether it is reached. */
export function useReachedState(
  container: RefObject<HTMLElement | null>,
  { press, text, ready }: GalleryState,
  labels: CallLabels,
): boolean {
  const [isReached, setReached] = useState(false)
  useEffect(() => {
    const names = [...(press?.(labels) ?? [])]
    const advance = () => {
      if (text !== undefined && names.length === 1) writeText(text)
      for (let button = findButton(names[0]); button; button = findButton(names[0])) {
        names.shift()
        button.click()
      }
      if (names.length > 0 || !document.querySelector(ready)) return
      observer.disconnect()
      setReached(true)
    }
    const observer = new MutationObserver(advance)
    // Menus and dialogs are children of the body.
    observer.observe(document.body, { childList: true, subtree: true, attributes: true })
    advance()
    return () => observer.disconnect()
  }, [container, press, text, ready, labels])
  return isReached
}

/** Writes into the text field, if there is one, as a user does. */
function writeText(text: string): void {
  const field = document.querySelector<HTMLInputElement>('#specimen input')
  if (!field || field.value === text) return
  // React overrides the property of the element, not that of its prototype.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/** Returns a button or an entry of a menu with this name. */
function findButton(name: string | undefined): HTMLElement | undefined {
  if (name === undefined) return undefined
  const candidates = document.querySelectorAll<HTMLElement>('button, [role=menuitem]')
  return [...candidates].find((element) => {
    const shown = element.querySelector('.gr-menu-text') ?? element
    // A name may go on with a number, as that of the list of people.
    return (element.ariaLabel ?? shown.textContent?.trim() ?? '').split(/ \(\d|, \d/)[0] === name
  })
}

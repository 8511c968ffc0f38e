import { type RefObject, useEffect } from 'react'

/**
 * Keeps the position of keyboard users: when the focused element of a call disappears or is disabled, the
 * closest element around it that can have the focus gets it. That is at least the call itself.
 */
export function useKeptFocus(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { current: call } = root
    if (call === null) return undefined
    /** The focused element, and the elements around it. */
    let path: readonly HTMLElement[] = []
    let frame = 0
    const onFocusIn = (event: FocusEvent) => {
      path = event.composedPath() as HTMLElement[]
    }
    const onFocusOut = () => {
      const left = path
      // An element that is being removed may report this first.
      queueMicrotask(() => {
        if (path === left && !isGone(left[0])) path = []
      })
    }
    const restore = () => {
      const [focused] = path
      const { activeElement, body } = call.ownerDocument
      const isLost = focused?.isConnected || activeElement === null || activeElement === body
      if (!isGone(focused) || !isLost) return
      path
        .find((element) => element !== focused && call.contains(element) && element.hasAttribute('tabindex'))
        ?.focus({ preventScroll: true })
    }
    const observer = new MutationObserver(() => {
      if (!isGone(path[0])) return
      // A menu that closes returns the focus in the next frame.
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(restore)
    })
    observer.observe(call, { childList: true, subtree: true, attributeFilter: ['disabled'] })
    call.addEventListener('focusin', onFocusIn)
    call.addEventListener('focusout', onFocusOut)
    return () => {
      cancelAnimationFrame(frame)
      observer.disconnect()
      call.removeEventListener('focusin', onFocusIn)
      call.removeEventListener('focusout', onFocusOut)
    }
  }, [root])
}

/** Whether an element had the focus and cannot have it any more. */
const isGone = (element: Element | undefined) =>
  element !== undefined && (!element.isConnected || element.matches(':disabled'))

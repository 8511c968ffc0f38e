interface Target {
  addEventListener?(type: string, listener: () => void): void
  removeEventListener?(type: string, listener: () => void): void
}

/**
 * What a source watches of the page it runs in. A browser's global object has this form; elsewhere parts of
 * it may be missing, or be supplied, e.g. from React Native's `AppState`.
 */
export interface PageLifecycle {
  /** Says `visibilitychange` and `resume`. */
  readonly document?: Target | undefined
  /** Says `pageshow`, `focus` and `online`. */
  readonly window?: Target | undefined
  readonly navigator?: { readonly onLine?: boolean } | undefined
}

/** Calls back whenever time may have passed unnoticed, or a call may work again. Answers how to stop. */
export function watchPage(page: PageLifecycle, onWake: () => void): () => void {
  const { document, window } = page
  const places = [
    [document, 'visibilitychange'],
    [document, 'resume'],
    [window, 'pageshow'],
    [window, 'focus'],
    [window, 'online'],
  ] as const
  for (const [target, type] of places) target?.addEventListener?.(type, onWake)
  return () => {
    for (const [target, type] of places) target?.removeEventListener?.(type, onWake)
  }
}

/** Whether the page thinks that it has a network; without a page it has one. */
export function isOnline(page: PageLifecycle): boolean {
  return page.navigator?.onLine !== false
}

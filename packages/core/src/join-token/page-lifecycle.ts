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
  readonly document?: (Target & { readonly hidden?: boolean; hasFocus?(): boolean }) | undefined
  /** Says `pageshow`, `focus` and `online`. */
  readonly window?: Target | undefined
  readonly navigator?: { readonly onLine?: boolean } | undefined
}

const wakings = ['visibilitychange', 'resume', 'pageshow', 'focus', 'online']

/** Calls back whenever time may have passed unnoticed, or a call may work again. Answers how to stop. */
export function watchPage({ document, window }: PageLifecycle, onWake: () => void): () => void {
  // Each says some of them, and what both say does no harm.
  const each = (method: 'addEventListener' | 'removeEventListener') => {
    for (const type of wakings) for (const target of [document, window]) target?.[method]?.(type, onWake)
  }
  each('addEventListener')
  return () => each('removeEventListener')
}

/**
 * How long a page waits before it renews a token that still works, so that of several the one that is looked at goes first and
 * the others need not: nothing with the focus, up to a second when it is seen, two to four when it is not.
 */
export function staggerMs({ document }: PageLifecycle, random: () => number): number {
  if (document?.hidden) return 2_000 + random() * 2_000
  return document?.hasFocus?.() === false ? random() * 1_000 : 0
}

/** Whether the page thinks that it has a network; without a page it has one. */
export function isOnline(page: PageLifecycle): boolean {
  return page.navigator?.onLine !== false
}

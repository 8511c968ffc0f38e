interface Target {
  addEventListener?(type: string, listener: () => void): void
  removeEventListener?(type: string, listener: () => void): void
}

/**
 * The parts of a page that a source watches. A browser's global object has this form. On other platforms,
 * parts may be missing, or provided by the app, e.g. from React Native's `AppState`.
 */
export interface PageLifecycle {
  /** Emits `visibilitychange` and `resume`. */
  readonly document?: (Target & { readonly hidden?: boolean; hasFocus?(): boolean }) | undefined
  /** Emits `pageshow`, `focus` and `online`. */
  readonly window?: Target | undefined
  readonly navigator?: { readonly onLine?: boolean } | undefined
}

const wakeEvents = ['visibilitychange', 'resume', 'pageshow', 'focus', 'online']

/**
 * Calls back when timers may have been suspended, or a call may work again. Returns a function that stops it.
 */
export function watchPage({ document, window }: PageLifecycle, onWake: () => void): () => void {
  // Each target emits some of the events; a duplicate does no harm.
  const each = (method: 'addEventListener' | 'removeEventListener') => {
    for (const type of wakeEvents) for (const target of [document, window]) target?.[method]?.(type, onWake)
  }
  each('addEventListener')
  return () => each('removeEventListener')
}

/**
 * Returns how long a tab waits before it renews a token that is still valid, in milliseconds, so that the
 * focused tab goes first and the others can use its token: 0 with focus, up to a second if visible, two to
 * four seconds if hidden.
 */
export function staggerMs({ document }: PageLifecycle, random: () => number): number {
  if (document?.hidden) return 2_000 + random() * 2_000
  return document?.hasFocus?.() === false ? random() * 1_000 : 0
}

/** Whether the browser reports a network; true on platforms that do not report it. */
export function isOnline(page: PageLifecycle): boolean {
  return page.navigator?.onLine !== false
}

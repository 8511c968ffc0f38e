/** The part of `localStorage` that is used. The browser may block it. */
export type BrowserStorage = Pick<Storage, 'getItem' | 'setItem'>

/** Returns a text that this browser stores, or undefined without one or if the browser blocks access. */
export function readStoredText(key: string, storage?: BrowserStorage): string | undefined {
  try {
    return (storage ?? localStorage).getItem(key) ?? undefined
  } catch {
    return undefined
  }
}

/** Stores a text in this browser. Does nothing if storage is blocked or full. */
export function writeStoredText(key: string, text: string, storage?: BrowserStorage): void {
  try {
    const target = storage ?? localStorage
    target.setItem(key, text)
  } catch {
    // The next visit starts without the text.
  }
}

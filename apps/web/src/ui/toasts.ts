import type { Toast } from './toast-region.tsx'

/** How long a note stands, in milliseconds, unless somebody looks at it. */
const timeoutMs = 6_000

type Region = typeof import('./toast-region.tsx')

let loading: Promise<Region> | undefined
const listeners = new Set<() => void>()

/** Loads what shows notes, once. */
export function loadToastRegion(): Promise<Region> {
  loading ??= import('./toast-region.tsx')
  for (const listener of listeners) listener()
  return loading
}

export const hasToasts = (): boolean => loading !== undefined

export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Shows a note. `onClose` is called when it goes away, also when it cannot be shown. */
export async function showToast(toast: Toast, onClose?: () => void): Promise<void> {
  try {
    const { queue } = await loadToastRegion()
    queue.add(toast, { timeout: timeoutMs, ...(onClose && { onClose }) })
  } catch {
    loading = undefined
    onClose?.()
  }
}

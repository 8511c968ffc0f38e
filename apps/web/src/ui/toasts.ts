import type { Toast } from './toast-region.tsx'

/** How long a toast is shown, in milliseconds. The timer pauses on hover and focus. */
const timeoutMs = 6_000

type Region = typeof import('./toast-region.tsx')

let loading: Promise<Region> | undefined
const listeners = new Set<() => void>()

/** Loads the toast region once. */
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

/** Shows a toast. Calls `onClose` when the toast closes, and also if it cannot be shown. */
export async function showToast(toast: Toast, onClose?: () => void): Promise<void> {
  try {
    const { queue } = await loadToastRegion()
    queue.add(toast, { timeout: timeoutMs, ...(onClose && { onClose }) })
  } catch {
    loading = undefined
    onClose?.()
  }
}

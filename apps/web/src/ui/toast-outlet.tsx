import { lazy, Suspense, useSyncExternalStore } from 'react'
import { hasToasts, loadToastRegion, subscribeToToasts } from './toasts.ts'

const ToastRegion = lazy(loadToastRegion)

/** Renders the toast region once the first toast is shown. */
export function ToastOutlet() {
  const isNeeded = useSyncExternalStore(subscribeToToasts, hasToasts)
  return isNeeded ? (
    <Suspense>
      <ToastRegion />
    </Suspense>
  ) : null
}

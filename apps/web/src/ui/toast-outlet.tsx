import { lazy, Suspense, useSyncExternalStore } from 'react'
import { hasToasts, loadToastRegion, subscribeToToasts } from './toasts.ts'

const ToastRegion = lazy(loadToastRegion)

/** Where notes appear, once there are any. */
export function ToastOutlet() {
  const isWanted = useSyncExternalStore(subscribeToToasts, hasToasts)
  return isWanted ? (
    <Suspense>
      <ToastRegion />
    </Suspense>
  ) : null
}

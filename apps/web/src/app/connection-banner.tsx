import { onlineManager } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { ServerStatus } from './server-status.ts'

const backForMs = 4_000

/** Says, above everything, that nobody answers, and then that somebody does again. */
export function ConnectionBanner({ serverStatus }: { readonly serverStatus: ServerStatus }) {
  const isUnreachable = useSyncExternalStore(serverStatus.subscribe, serverStatus.isUnreachable)
  const isOnline = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  )
  const isBack = useJustBack(isUnreachable)

  return (
    // The attribute keeps it heard, and out of the dark, while a dialog is open.
    <div className="banner-region" role="status" aria-label="Connection" data-react-aria-top-layer="true">
      {isUnreachable ? (
        <p className="banner banner-lost">
          <span className="spinner" aria-hidden="true" />
          {isOnline
            ? 'Cannot reach the server. Trying again…'
            : 'You are offline. This goes on as soon as you are back…'}
        </p>
      ) : null}
      {isBack ? <p className="banner banner-back">Connected again.</p> : null}
    </div>
  )
}

/** Whether a loss ended a moment ago. */
function useJustBack(isUnreachable: boolean): boolean {
  const [wasLost, setWasLost] = useState(false)
  if (isUnreachable && !wasLost) setWasLost(true)
  const isBack = wasLost && !isUnreachable
  useEffect(() => {
    if (!isBack) return
    const timer = setTimeout(() => setWasLost(false), backForMs)
    return () => clearTimeout(timer)
  }, [isBack])
  return isBack
}

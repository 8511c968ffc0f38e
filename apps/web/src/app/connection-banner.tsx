import { onlineManager } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Connection } from './connection.ts'

const backForMs = 4_000

/** Says, above everything, that nobody answers, and then that somebody does again. */
export function ConnectionBanner({ connection }: { readonly connection: Connection }) {
  const isLost = useSyncExternalStore(connection.subscribe, connection.isLost)
  const isOnline = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  )
  const isBack = useJustBack(isLost)

  return (
    // The attribute keeps it heard, and out of the dark, while a dialog is open.
    <div className="banner-region" role="status" aria-label="Connection" data-react-aria-top-layer="true">
      {isLost ? (
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
function useJustBack(isLost: boolean): boolean {
  const [wasLost, setWasLost] = useState(false)
  if (isLost && !wasLost) setWasLost(true)
  const isBack = wasLost && !isLost
  useEffect(() => {
    if (!isBack) return
    const timer = setTimeout(() => setWasLost(false), backForMs)
    return () => clearTimeout(timer)
  }, [isBack])
  return isBack
}

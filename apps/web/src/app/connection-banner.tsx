import { onlineManager } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { ServerStatus } from './server-status.ts'

const reconnectedMs = 4_000

/** Shows at the top of the page that the server is unreachable, and then that it responds again. */
export function ConnectionBanner({ serverStatus }: { readonly serverStatus: ServerStatus }) {
  const isUnreachable = useSyncExternalStore(serverStatus.subscribe, serverStatus.isUnreachable)
  const isOnline = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  )
  const isReconnected = useIsReconnected(isUnreachable)

  return (
    // The attribute keeps the banner visible and announced while a dialog is open.
    <div className="banner-region" role="status" aria-label="Connection" data-react-aria-top-layer="true">
      {isUnreachable ? (
        <p className="banner banner-lost">
          <span className="spinner" aria-hidden="true" />
          {isOnline
            ? 'Cannot reach the server. Trying again…'
            : 'You are offline. Greenroom reconnects when you are online again.'}
        </p>
      ) : null}
      {isReconnected ? <p className="banner banner-back">Reconnected.</p> : null}
    </div>
  )
}

/** Whether the server became reachable again a moment ago. */
function useIsReconnected(isUnreachable: boolean): boolean {
  const [wasUnreachable, setWasUnreachable] = useState(false)
  if (isUnreachable && !wasUnreachable) setWasUnreachable(true)
  const isReconnected = wasUnreachable && !isUnreachable
  useEffect(() => {
    if (!isReconnected) return
    const timer = setTimeout(() => setWasUnreachable(false), reconnectedMs)
    return () => clearTimeout(timer)
  }, [isReconnected])
  return isReconnected
}

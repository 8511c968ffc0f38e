import type { UpdatesStatus } from '@greenroom/core/updates'
import { useSyncExternalStore } from 'react'
import { useProvided } from '../provider.tsx'

/**
 * Returns the status of the provider's updates: `open` while changes arrive as they happen. Otherwise hooks
 * poll. Without the provider's prop `updates` it is `closed`.
 *
 * @example
 * ```tsx
 * import { useUpdates } from '@greenroom/react'
 *
 * export function LiveMark() {
 *   const status = useUpdates()
 *   return <span role="status">{status === 'open' ? 'Live' : 'Reconnecting…'}</span>
 * }
 * ```
 */
export function useUpdates(): UpdatesStatus {
  const { updates } = useProvided()
  return useSyncExternalStore(updates.subscribe, updates.getStatus, () => 'closed')
}

import { type AnyEndpoint, ConnectionError, GreenroomError, routeOf } from '@greenroom/core'

/** How long after its submission a call that cannot wait may still be sent, in milliseconds. */
const longestWaitMs = 60_000

/**
 * Returns whether a call may wait for a network: it updates a record, or adds one to a list. Deletions,
 * actions and phone calls would surprise people if they happened hours later. Secrets of a call that waits
 * may be written to storage.
 */
export function canWait({ method, path, secrets = [] }: AnyEndpoint): boolean {
  const isUpdate = method === 'PATCH' || method === 'PUT'
  return secrets.length === 0 && (isUpdate || (method === 'POST' && !path.includes('{')))
}

/** @throws {ConnectionError} when there is no network. */
export function rejectOffline(endpoint: AnyEndpoint, isOnline: boolean): void {
  if (isOnline) return
  const cause = new Error('the device is offline')
  throw new ConnectionError(routeOf(endpoint), { outcome: 'not-sent', cause })
}

/** @throws {GreenroomError} when a call was submitted too long ago, e.g. before it was paused. */
export function rejectLate(endpoint: AnyEndpoint, submittedAt: number): void {
  const seconds = Math.round((Date.now() - submittedAt) / 1_000)
  if (seconds * 1_000 <= longestWaitMs) return
  const message = `${routeOf(endpoint)} was not sent, because it was submitted ${seconds} seconds ago`
  throw new GreenroomError(message, { outcome: 'not-sent' })
}

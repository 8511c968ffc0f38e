import { isApiError } from '@greenroom/core'
import type { LeaveReason } from '@greenroom/live'
import type { CallLabels } from '../labels/labels.ts'

/** How a call ended for the user. */
export interface CallEnd {
  /** Why it ended. Undefined if the user left the lobby without joining. */
  readonly reason: LeaveReason | undefined
  /** The error that ended it, if any. */
  readonly error: Error | undefined
}

/** A message for the user: what happened, and what to do next. */
export interface EndMessage {
  readonly title: string
  readonly detail: string
  /** The text of the button that leads back to the call. Undefined if coming back cannot help. */
  readonly action: string | undefined
}

/**
 * Returns what to say about the end of a call.
 *
 * @param isFull Whether the room has as many participants as it allows.
 */
export function describeCallEnd({ reason, error }: CallEnd, isFull: boolean, labels: CallLabels): EndMessage {
  switch (reason) {
    case undefined:
    case 'left':
      return { title: labels.left, detail: labels.leftDetail, action: labels.rejoin }
    case 'kicked':
      return { title: labels.kicked, detail: labels.kickedDetail, action: labels.rejoin }
    case 'ended':
      return { title: labels.ended, detail: labels.endedDetail, action: labels.join }
    case 'revoked':
      return { title: labels.revoked, detail: labels.revokedDetail, action: labels.join }
    case 'network':
      return { title: labels.lost, detail: labels.lostDetail, action: labels.rejoin }
    case 'unsupported':
      return { title: labels.unsupported, detail: labels.unsupportedDetail, action: undefined }
    case 'not_installed':
      return { title: labels.notInstalled, detail: labels.notInstalledDetail, action: undefined }
    case 'unauthorized': {
      const detail = isFull ? labels.fullDetail : describeRefusal(error, labels)
      return { title: labels.notJoined, detail, action: labels.join }
    }
  }
}

/** Returns why the gateway gave no join token. */
function describeRefusal(error: Error | undefined, labels: CallLabels): string {
  const cause = isApiError(error) ? error : error?.cause
  if (!isApiError(cause)) return labels.notJoinedDetail
  switch (cause.status) {
    case 401:
      return labels.signedOutDetail
    case 403:
      return cause.code === 'revoked' ? labels.revokedDetail : labels.deniedDetail
    case 404:
    case 410:
      return labels.notFoundDetail
    case 429:
      return labels.rateLimitedDetail
    default:
      return labels.notJoinedDetail
  }
}

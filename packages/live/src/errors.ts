import { GreenroomError } from '@greenroom/core'
import type { LeaveReason } from './types.ts'

/**
 * Identifies what went wrong in a live room.
 *
 * - `timeout`: the operation did not finish in time.
 * - `refused`: the room's server or the vendor's package rejected the operation.
 * - `no_media`: the room was joined, but no media connection was established, for example behind a strict
 *   firewall.
 * - `not_joined`: the room is not joined, or it ended during the operation.
 * - `invalid`: an argument or option is invalid.
 * - `unsupported`: the browser lacks WebRTC or another API that live rooms need.
 * - `not_installed`: the vendor's package `@telnyx/video` is not installed.
 */
export type LiveRoomErrorCode =
  | 'timeout'
  | 'refused'
  | 'no_media'
  | 'not_joined'
  | 'invalid'
  | 'unsupported'
  | 'not_installed'

/** Error of a live room. */
export class LiveRoomError extends GreenroomError {
  override readonly name = 'LiveRoomError'
  declare readonly code: LiveRoomErrorCode
  /** Why the room ended. Undefined if it did not end. */
  declare readonly reason: LeaveReason | undefined

  constructor(
    code: LiveRoomErrorCode,
    message: string,
    init: { reason?: LeaveReason; cause?: unknown } = {},
  ) {
    super(message, { outcome: code === 'timeout' ? 'unknown' : 'rejected', code, ...init })
  }
}

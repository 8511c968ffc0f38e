import { GreenroomError } from '@greenroom/core'
import type { LeaveReason } from './types.ts'

/**
 * What went wrong in a live room.
 *
 * - `timeout`: nothing came in time.
 * - `refused`: the room's server, or the vendor's package, said no.
 * - `no_media`: the room was joined, and neither picture nor sound ever got through, as behind a firewall that is too strict.
 * - `not_joined`: the room is not joined, or ended meanwhile.
 * - `invalid`: what was handed in is not what it should be.
 */
export type LiveRoomErrorCode = 'timeout' | 'refused' | 'no_media' | 'not_joined' | 'invalid'

/** Something in a live room failed. */
export class LiveRoomError extends GreenroomError {
  override readonly name = 'LiveRoomError'
  declare readonly code: LiveRoomErrorCode
  /** Why the room ended, if it did. */
  declare readonly reason: LeaveReason | undefined

  constructor(
    code: LiveRoomErrorCode,
    message: string,
    init: { reason?: LeaveReason; cause?: unknown } = {},
  ) {
    super(message, { outcome: code === 'timeout' ? 'unknown' : 'rejected', code, ...init })
  }
}

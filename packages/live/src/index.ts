/**
 * A live room of Telnyx Video, over the vendor's `@telnyx/video`: promises that settle, reasons that are true, and
 * connections that come back.
 *
 * @module
 */
export { createLiveRoom } from './create-live-room.ts'
export { LiveRoomError, type LiveRoomErrorCode } from './errors.ts'
export { idleLiveRoom } from './state.ts'
export type {
  LeaveReason,
  LiveMessage,
  LiveParticipant,
  LiveRoom,
  LiveRoomLimits,
  LiveRoomOptions,
  LiveRoomSnapshot,
  LiveRoomStatus,
  LiveStream,
  LocalTracks,
  ReceivePolicy,
  Receiving,
} from './types.ts'
export type { Initialize, VendorConfig } from './vendor.ts'

/**
 * Live rooms of Telnyx Video over the vendor's `@telnyx/video`, with promises that always settle, accurate
 * leave reasons and automatic reconnection.
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

'use client'

/**
 * React hooks for live rooms of Telnyx Video: participants with their streams, messages, and the local
 * camera, microphone and screen. They need `@telnyx/video`, which is loaded when a room is joined.
 *
 * @module
 */
export type { DeviceRequest, LocalDeviceSnapshot, LocalDeviceStatus } from './live/local-device.ts'
export type { DeviceChoice, DeviceChoices } from './live/local-media.ts'
export { RoomAudio, type RoomAudioProps } from './live/room-audio.tsx'
export { type ParticipantWithStreams, useLiveParticipants } from './live/use-live-participants.ts'
export { type UseLiveRoomOptions, type UseLiveRoomResult, useLiveRoom } from './live/use-live-room.ts'
export { type UseLocalDevice, type UseLocalMediaResult, useLocalMedia } from './live/use-local-media.ts'
export { usePublish } from './live/use-publish.ts'
export { type UseRoomMessagesResult, useRoomMessages } from './live/use-room-messages.ts'
export { VideoTile, type VideoTileProps } from './live/video-tile.tsx'

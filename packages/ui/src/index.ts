'use client'

/**
 * React components for calls of Telnyx Video. Import `@greenroom/ui/styles.css` once.
 *
 * @module
 */
export { Call, type CallProps, type CallSlots } from './call/call.tsx'
export type { CallEnd } from './call/call-end.ts'
export {
  ConnectionStatus,
  type ConnectionStatusProps,
  type ConnectionStatusSlots,
} from './call/connection-status.tsx'
export type { LiveCallSlots } from './call/live-call.tsx'
export { Chat, type ChatProps, type ChatSlots } from './chat/chat.tsx'
export { ControlBar, type ControlBarProps, type ControlBarSlots } from './controls/control-bar.tsx'
export type { PartProps } from './elements/part-props.ts'
export { englishLabels } from './labels/en.ts'
export type {
  AnnouncementLabels,
  CallLabelChanges,
  CallLabels,
  CallTestLabels,
  ControlLabels,
  DeviceLabels,
  EndLabels,
  LobbyLabels,
  PanelLabels,
  ShortcutLabels,
  StatusLabels,
  TileLabels,
} from './labels/labels.ts'
export { Lobby, type LobbyProps, type LobbySlots } from './lobby/lobby.tsx'
export {
  type DeviceKind,
  DeviceMenu,
  type DeviceMenuProps,
  type DeviceMenuSlots,
} from './media/device-menu.tsx'
export type { DevicePreferences } from './media/device-preferences.ts'
export { type CallMedia, useCallMedia } from './media/use-call-media.ts'
export { MarkBadge, type MarkBadgeProps, type ParticipantMark } from './participants/mark-badge.tsx'
export {
  ParticipantList,
  type ParticipantListProps,
  type ParticipantListSlots,
} from './participants/participant-list.tsx'
export { getInitial, getParticipantName, type NamedParticipant } from './participants/participant-name.ts'
export {
  type HostActionFailure,
  type HostActions,
  type HostActionTarget,
  useHostActions,
} from './participants/use-host-actions.ts'
export type { ParticipantMarks } from './participants/use-participant-marks.ts'
export { Tile, type TileProps, type TileSlots } from './tiles/tile.tsx'
export { TileGrid, type TileGridLayout, type TileGridProps, type TileGridSlots } from './tiles/tile-grid.tsx'

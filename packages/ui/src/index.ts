'use client'

/**
 * React components for calls of Telnyx Video. Import `@greenroom/ui/styles.css` once.
 *
 * @module
 */
export {
  ConnectionStatus,
  type ConnectionStatusProps,
  type ConnectionStatusSlots,
} from './call/connection-status.tsx'
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

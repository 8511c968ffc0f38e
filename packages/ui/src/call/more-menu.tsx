import {
  Ellipsis,
  Keyboard,
  LayoutGrid,
  Maximize,
  PictureInPicture2,
  RectangleHorizontal,
  SlidersHorizontal,
  Users,
} from 'lucide-react'
import type { RefObject } from 'react'
import { MenuButton } from '../elements/menu-button.tsx'
import type { MenuEntry } from '../elements/menu-entry.ts'
import type { CallLabels } from '../labels/labels.ts'
import type { TileGridLayout } from '../tiles/tile-grid.tsx'
import { canShowFullScreen, canShowPicture } from './page-modes.ts'
import type { ShortcutAction } from './shortcuts.ts'

/** What the menu does. Most of it has a shortcut too. */
export type MoreAction = ShortcutAction | 'picture' | 'devices'

export interface MoreMenuProps {
  readonly root: RefObject<HTMLElement | null>
  readonly layout: TileGridLayout
  readonly onAction: (action: MoreAction) => void
  readonly labels: CallLabels
}

/** The menu with the less common actions of a call. */
export function MoreMenu({ root, layout, onAction, labels }: MoreMenuProps) {
  const entries = (): MenuEntry[] => [
    {
      id: 'layout',
      text: layout === 'grid' ? labels.speakerLayout : labels.gridLayout,
      icon:
        layout === 'grid' ? <RectangleHorizontal className="gr-icon" /> : <LayoutGrid className="gr-icon" />,
      shortcut: 'L',
      onAction: () => onAction('layout'),
    },
    {
      id: 'people',
      text: labels.people,
      icon: <Users className="gr-icon" />,
      shortcut: 'P',
      onAction: () => onAction('people'),
    },
    {
      id: 'devices',
      text: labels.testDevices,
      icon: <SlidersHorizontal className="gr-icon" />,
      onAction: () => onAction('devices'),
    },
    ...(canShowPicture(root.current)
      ? [
          {
            id: 'picture',
            text: document.pictureInPictureElement
              ? labels.leavePictureInPicture
              : labels.enterPictureInPicture,
            icon: <PictureInPicture2 className="gr-icon" />,
            onAction: () => onAction('picture'),
          },
        ]
      : []),
    ...(canShowFullScreen()
      ? [
          {
            id: 'full-screen',
            text: document.fullscreenElement ? labels.leaveFullScreen : labels.enterFullScreen,
            icon: <Maximize className="gr-icon" />,
            shortcut: 'F',
            onAction: () => onAction('fullScreen'),
          },
        ]
      : []),
    {
      id: 'help',
      text: labels.shortcuts,
      icon: <Keyboard className="gr-icon" />,
      shortcut: '?',
      onAction: () => onAction('help'),
    },
  ]
  return (
    <MenuButton
      className="gr-control"
      label={labels.more}
      groups={() => [{ id: 'more', entries: entries() }]}
    >
      <Ellipsis className="gr-icon" aria-hidden="true" />
    </MenuButton>
  )
}

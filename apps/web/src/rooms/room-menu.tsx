import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components/Menu'
import type { RoomActionsProps } from './room-actions.tsx'
import { roomName } from './room-name.ts'

/** The menu of a room; it opens as it appears. */
export default function RoomMenu({ room, onRename, onDelete }: RoomActionsProps) {
  const [isOpen, setOpen] = useState(true)
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button className="icon-button" aria-label={`Actions for ${roomName(room)}`}>
        ⋯
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="choices">
          <MenuItem className="choice" onAction={() => onRename(room)}>
            Rename…
          </MenuItem>
          <MenuItem className="choice" data-danger onAction={() => onDelete(room)}>
            Delete
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

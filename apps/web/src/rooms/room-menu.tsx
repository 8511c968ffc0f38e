import type { Room } from '@greenroom/core/video'
import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components/Menu'
import { getRoomName } from './room-name.ts'

export interface RoomMenuProps {
  readonly room: Room
  readonly onRename: (room: Room) => void
  readonly onDelete: (room: Room) => void
}

/** The menu of a room. It is open when it first renders. */
export default function RoomMenu({ room, onRename, onDelete }: RoomMenuProps) {
  const [isOpen, setOpen] = useState(true)
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button className="icon-button" aria-label={`Actions for ${getRoomName(room)}`}>
        ⋯
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="options">
          <MenuItem className="option" onAction={() => onRename(room)}>
            Rename…
          </MenuItem>
          <MenuItem className="option" data-danger onAction={() => onDelete(room)}>
            Delete
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

import { lazy, Suspense, useState } from 'react'
import type { RoomMenuProps } from './room-menu.tsx'
import { getRoomName } from './room-name.ts'

const RoomMenu = lazy(() => import('./room-menu.tsx'))

/** What can be done to a room. The menu comes with the first press: most rooms never need one. */
export function RoomActions(props: RoomMenuProps) {
  const [isWanted, setWanted] = useState(false)
  const trigger = (
    // The library's own button comes with the menu: dozens of them would be made while the list scrolls.
    <button
      type="button"
      className="icon-button"
      aria-label={`Actions for ${getRoomName(props.room)}`}
      aria-haspopup="menu"
      onClick={() => setWanted(true)}
    >
      ⋯
    </button>
  )
  if (!isWanted) return trigger
  return (
    <Suspense fallback={trigger}>
      <RoomMenu {...props} />
    </Suspense>
  )
}

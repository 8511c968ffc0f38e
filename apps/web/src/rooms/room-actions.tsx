import { lazy, Suspense, useState } from 'react'
import type { RoomMenuProps } from './room-menu.tsx'
import { getRoomName } from './room-name.ts'

const RoomMenu = lazy(() => import('./room-menu.tsx'))

/** The menu button of a room. The menu loads at the first press, because most rooms never need it. */
export function RoomActions(props: RoomMenuProps) {
  const [isRequested, setIsRequested] = useState(false)
  const trigger = (
    // A native button, because scrolling the list would create dozens of the library's heavier buttons.
    <button
      type="button"
      className="icon-button"
      aria-label={`Actions for ${getRoomName(props.room)}`}
      aria-haspopup="menu"
      onClick={() => setIsRequested(true)}
    >
      ⋯
    </button>
  )
  if (!isRequested) return trigger
  return (
    <Suspense fallback={trigger}>
      <RoomMenu {...props} />
    </Suspense>
  )
}

import { idleLiveRoom, type LiveRoom, type LiveRoomSnapshot } from '@greenroom/live'
import { useMemo, useSyncExternalStore } from 'react'

/**
 * Reads part of a room's snapshot. The component renders anew only when a member of what is selected changes.
 *
 * @param select has to be the same function in effect at each render.
 */
export function useSelected<T extends object>(room: LiveRoom, select: (snapshot: LiveRoomSnapshot) => T): T {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the selection is the same at each render
  const read = useMemo(() => {
    let selected: T | undefined
    return (snapshot: LiveRoomSnapshot): T => {
      const next = select(snapshot)
      if (selected === undefined || !isAlike(selected, next)) selected = next
      return selected
    }
  }, [room])
  return useSyncExternalStore(
    room.subscribe,
    () => read(room.getSnapshot()),
    () => read(idleLiveRoom),
  )
}

function isAlike<T extends object>(a: T, b: T): boolean {
  return (Object.keys(b) as (keyof T)[]).every((key) => a[key] === b[key])
}

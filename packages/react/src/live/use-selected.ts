import { idleLiveRoom, type LiveRoom, type LiveRoomSnapshot } from '@greenroom/live'
import { useMemo, useSyncExternalStore } from 'react'

/**
 * Returns part of a room's snapshot. The component renders again only when a selected member changes.
 *
 * @param select must select the same members at each render.
 */
export function useSelected<T extends object>(room: LiveRoom, select: (snapshot: LiveRoomSnapshot) => T): T {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the selection is the same at each render
  const read = useMemo(() => {
    let selected: T | undefined
    return (snapshot: LiveRoomSnapshot): T => {
      const next = select(snapshot)
      if (selected === undefined || !isShallowEqual(selected, next)) selected = next
      return selected
    }
  }, [room])
  return useSyncExternalStore(
    room.subscribe,
    () => read(room.getSnapshot()),
    () => read(idleLiveRoom),
  )
}

function isShallowEqual<T extends object>(a: T, b: T): boolean {
  return (Object.keys(b) as (keyof T)[]).every((key) => a[key] === b[key])
}

import { useSyncExternalStore } from 'react'

/** Returns the id of the open room, which the page's URL contains, or an empty string. */
export function useRoomId(): string {
  return useSyncExternalStore(subscribe, () => location.hash.slice('#/'.length))
}

/** Opens a room. Its URL can be shared. */
export function openRoom(id: string): void {
  location.hash = `/${id}`
}

/** Returns to the list of rooms. */
export function leaveRoom(): void {
  openRoom('')
}

function subscribe(onChange: () => void): () => void {
  addEventListener('hashchange', onChange)
  return () => removeEventListener('hashchange', onChange)
}

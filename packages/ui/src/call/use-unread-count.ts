import type { LiveRoom } from '@greenroom/live'
import { useRoomMessages } from '@greenroom/react/live'
import { useState } from 'react'

/** Returns how many messages of others have arrived since the chat was open. */
export function useUnreadCount(room: LiveRoom, isChatOpen: boolean): number {
  const { messages } = useRoomMessages(room)
  const lastId = messages.at(-1)?.id ?? 0
  const [seenId, setSeenId] = useState(0)
  if (isChatOpen && seenId !== lastId) setSeenId(lastId)
  return isChatOpen ? 0 : messages.filter(({ id, isLocal }) => id > seenId && !isLocal).length
}

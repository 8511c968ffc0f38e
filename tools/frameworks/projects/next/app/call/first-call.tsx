'use client'

import { useRooms } from '@greenroom/react'
import { Call } from '@greenroom/ui'

export function FirstCall() {
  const room = useRooms({ page: { size: 1 } }).data?.data[0]
  return room === undefined ? <p>Loading…</p> : <Call roomId={room.id} displayName="Ann" />
}

import type { Room } from '@greenroom/core/video'
import * as v from 'valibot'
import { getRoomName } from './room-name.ts'

/** Which rooms to show. */
export type RoomFilter = 'all' | 'live' | 'recorded'

/** What of the rooms page is in its address, so that it can be shared and come back to. */
export interface RoomSearch {
  /** A part of the name. */
  readonly q?: string | undefined
  readonly show?: Exclude<RoomFilter, 'all'> | undefined
}

const Search = v.object({
  q: v.fallback(v.optional(v.string()), undefined),
  show: v.fallback(v.optional(v.picklist(['live', 'recorded'])), undefined),
})

/** Reads it off an address; what makes no sense there is passed over. */
export function readRoomSearch(search: Readonly<Record<string, unknown>>): RoomSearch {
  const { q, show } = v.parse(Search, search)
  return { ...(q && { q }), ...(show && { show }) }
}

/** Whether a room is among those looked for. */
export function matchesSearch(room: Room, { q = '', show }: RoomSearch): boolean {
  if (show === 'live' && !room.active_session_id) return false
  if (show === 'recorded' && !room.enable_recording) return false
  return plain(getRoomName(room)).includes(plain(q))
}

/** Casing and accents make no difference to whoever looks for something. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}

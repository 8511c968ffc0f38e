import type { Room } from '@greenroom/core/video'
import * as v from 'valibot'
import { getRoomName } from './room-name.ts'

/** A filter of the room list. */
export type RoomFilter = 'all' | 'live' | 'recorded'

/**
 * The search parameters of the rooms page. They are in the URL, so that a search can be shared and
 * bookmarked.
 */
export interface RoomSearch {
  /** A part of the room name. */
  readonly q?: string | undefined
  readonly show?: Exclude<RoomFilter, 'all'> | undefined
}

const Search = v.object({
  q: v.fallback(v.optional(v.string()), undefined),
  show: v.fallback(v.optional(v.picklist(['live', 'recorded'])), undefined),
})

/** Parses the search parameters of a URL, ignoring invalid ones. */
export function readRoomSearch(search: Readonly<Record<string, unknown>>): RoomSearch {
  const { q, show } = v.parse(Search, search)
  return { ...(q && { q }), ...(show && { show }) }
}

/** Returns whether a room matches the search. */
export function matchesSearch(room: Room, { q = '', show }: RoomSearch): boolean {
  if (show === 'live' && !room.active_session_id) return false
  if (show === 'recorded' && !room.enable_recording) return false
  return normalize(getRoomName(room)).includes(normalize(q))
}

/** Removes case, accents and surrounding spaces, so that a search ignores them. */
function normalize(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}

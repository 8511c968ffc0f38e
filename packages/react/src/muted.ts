import type { Page } from '@greenroom/core'
import type { RoomParticipant } from '@greenroom/core/video'
import type { ParticipantsInput } from '@greenroom/core/video/room-sessions'
import * as roomSessions from '@greenroom/core/video/room-sessions'
import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'
import type { EntryChange } from './query/optimistic.ts'
import { type QuerySetup, queryKey } from './query/query-key.ts'

/**
 * Returns the key of a session's muted participants. No path has a string after an object, so it cannot
 * collide.
 */
export function mutedKey(setup: QuerySetup, room_session_id: string): QueryKey {
  return [...queryKey(roomSessions.retrieve, { room_session_id }, setup), {}, 'muted']
}

/** Adds the participants of an action to the muted ones, or removes them. `all` means all that are cached. */
export function changeMuted(isMuted: boolean) {
  return (
    setup: QuerySetup,
    { room_session_id, participants = [], exclude = [] }: ParticipantsInput,
    queryClient: QueryClient,
  ): EntryChange[] => {
    const key = mutedKey(setup, room_session_id)
    const cachedIds = () =>
      queryClient
        .getQueriesData<Partial<Page<RoomParticipant> & InfiniteData<Page<RoomParticipant>>>>({
          queryKey: queryKey(roomSessions.listParticipants, { room_session_id }, setup),
        })
        .flatMap(([, cached]) => cached?.pages?.flatMap(({ data }) => data) ?? cached?.data ?? [])
        .map(({ id }) => id)
    const update = (before: unknown) => {
      const muted = new Set(before as readonly string[] | undefined)
      const targets = participants === 'all' ? [...(isMuted ? cachedIds() : muted)] : participants
      for (const id of targets) if (!exclude.includes(id)) muted[isMuted ? 'add' : 'delete'](id)
      return [...muted]
    }
    return [{ key, update }]
  }
}

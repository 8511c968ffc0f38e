import type { Page } from '@greenroom/core'
import type { RoomParticipant } from '@greenroom/core/video'
import type { ParticipantsInput } from '@greenroom/core/video/room-sessions'
import * as roomSessions from '@greenroom/core/video/room-sessions'
import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'
import type { EntryChange } from './query/optimistic.ts'
import { type QuerySetup, queryKey } from './query/query-key.ts'

/** Where the muted of a session are kept. The marker stands after an object, where no path has a text. */
export function mutedKey(setup: QuerySetup, room_session_id: string): QueryKey {
  return [...queryKey(roomSessions.retrieve, { room_session_id }, setup), {}, 'muted']
}

/** Puts whom an action is about among the muted, or takes them out. All are those that have been seen in the session. */
export function changeMuted(mutes: boolean) {
  return (
    setup: QuerySetup,
    { room_session_id, participants = [], exclude = [] }: ParticipantsInput,
    queryClient: QueryClient,
  ): EntryChange[] => {
    const key = mutedKey(setup, room_session_id)
    const everybody = () =>
      queryClient
        .getQueriesData<Partial<Page<RoomParticipant> & InfiniteData<Page<RoomParticipant>>>>({
          queryKey: queryKey(roomSessions.listParticipants, { room_session_id }, setup),
        })
        .flatMap(([, seen]) => seen?.pages?.flatMap(({ data }) => data) ?? seen?.data ?? [])
        .map(({ id }) => id)
    const update = (before: unknown) => {
      const muted = new Set(before as readonly string[] | undefined)
      const meant = participants === 'all' ? [...(mutes ? everybody() : muted)] : participants
      for (const id of meant) if (!exclude.includes(id)) muted[mutes ? 'add' : 'delete'](id)
      return [...muted]
    }
    return [{ key, update }]
  }
}

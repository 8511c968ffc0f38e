import type { Room } from '@greenroom/core/video'
import { useInfiniteRooms } from '@greenroom/react'
import { useEffect, useMemo } from 'react'
import { usePoll } from '../api/use-poll.ts'
import { useHiddenIds } from '../deletions/delete-with-undo.ts'
import { matchesSearch, type RoomSearch } from './room-search.ts'

const pageSize = 100
const pollMs = 6_000

/** The loaded rooms that match a search. */
export interface RoomList {
  /** The matching rooms, newest first; undefined until the first page has loaded. */
  readonly found: readonly Room[] | undefined
  /** How many rooms exist; undefined until the API reports it. */
  readonly total: number | undefined
  /** How many rooms have loaded. */
  readonly loaded: number
  readonly isLoadingMore: boolean
  readonly error: Error | null
  /** Loads the next page, if one exists and no request is in flight. */
  readonly loadMore: () => void
  readonly refetch: () => unknown
}

/**
 * Returns the rooms that match a search and loads them page by page. The API cannot search for a part of a
 * name, so an active search loads all pages.
 */
export function useRoomList(search: RoomSearch): RoomList {
  const { data, error, refetch, hasNextPage, isFetching, isFetchingNextPage, fetchNextPage } =
    useInfiniteRooms(
      { page: { size: pageSize } },
      {
        // A refetch requests every page again, so poll less often as more pages load.
        refetchInterval: usePoll((query) => pollMs * (query.state.data?.pages.length ?? 1)),
      },
    )
  const hidden = useHiddenIds()
  const all = useMemo(() => uniqueById(data?.pages.flatMap((page) => page.data)), [data])
  const found = useMemo(
    () => all?.filter((room) => !hidden.has(room.id) && matchesSearch(room, search)),
    [all, hidden, search],
  )

  const canLoad = hasNextPage && !isFetching
  const isFiltered = search.q !== undefined || search.show !== undefined
  useEffect(() => {
    if (isFiltered && canLoad) void fetchNextPage()
  }, [isFiltered, canLoad, fetchNextPage])

  const total = data?.pages.at(-1)?.meta.total_results ?? undefined
  return {
    found,
    total: total === undefined ? undefined : total - countHidden(all, hidden),
    loaded: all?.length ?? 0,
    isLoadingMore: isFetchingNextPage || (isFiltered && hasNextPage),
    error,
    loadMore: () => {
      if (canLoad) void fetchNextPage()
    },
    refetch,
  }
}

/** Removes duplicates: a room created between two requests moves the last room of a page onto the next. */
function uniqueById(rooms: readonly Room[] | undefined): readonly Room[] | undefined {
  return rooms && [...new Map(rooms.map((room) => [room.id, room])).values()]
}

function countHidden(all: readonly Room[] | undefined, hidden: ReadonlySet<string>): number {
  return all?.filter(({ id }) => hidden.has(id)).length ?? 0
}

import type { Room } from '@greenroom/core/video'
import { useInfiniteRooms } from '@greenroom/react'
import { useEffect, useMemo } from 'react'
import { pollEvery } from '../api/poll.ts'
import { useHiddenIds } from '../deletions/delete-with-undo.ts'
import { matchesSearch, type RoomSearch } from './room-search.ts'

const pageSize = 100
const pollMs = 6_000

/** The rooms that are looked for, as far as they are here. */
export interface RoomList {
  /** Newest first; undefined until the first have come. */
  readonly found: readonly Room[] | undefined
  /** How many rooms there are in all; undefined until that is known. */
  readonly total: number | undefined
  /** How many of them are here. */
  readonly loaded: number
  readonly isLoadingMore: boolean
  readonly error: Error | null
  /** Asks for more, if there are more and none are on their way. */
  readonly loadMore: () => void
  readonly refetch: () => unknown
}

/** The rooms, page by page. The API finds none by a part of the name: to look for one, all are loaded. */
export function useRoomList(search: RoomSearch): RoomList {
  const { data, error, refetch, hasNextPage, isFetching, isFetchingNextPage, fetchNextPage } =
    useInfiniteRooms(
      { page: { size: pageSize } },
      {
        // All pages are asked for again: the more there are, the less often.
        refetchInterval: (query) => pollEvery(pollMs * (query.state.data?.pages.length ?? 1))(query),
      },
    )
  const hidden = useHiddenIds()
  const all = useMemo(() => unique(data?.pages.flatMap((page) => page.data)), [data])
  const found = useMemo(
    () => all?.filter((room) => !hidden.has(room.id) && matchesSearch(room, search)),
    [all, hidden, search],
  )

  const canLoad = hasNextPage && !isFetching
  const isSelective = search.q !== undefined || search.show !== undefined
  useEffect(() => {
    if (isSelective && canLoad) void fetchNextPage()
  }, [isSelective, canLoad, fetchNextPage])

  const total = data?.pages.at(-1)?.meta.total_results ?? undefined
  return {
    found,
    total: total === undefined ? undefined : total - hiddenIn(all, hidden),
    loaded: all?.length ?? 0,
    isLoadingMore: isFetchingNextPage || (isSelective && hasNextPage),
    error,
    loadMore: () => {
      if (canLoad) void fetchNextPage()
    },
    refetch,
  }
}

/** A room that was made between two pages pushes the last of one onto the next. */
function unique(rooms: readonly Room[] | undefined): readonly Room[] | undefined {
  return rooms && [...new Map(rooms.map((room) => [room.id, room])).values()]
}

function hiddenIn(all: readonly Room[] | undefined, hidden: ReadonlySet<string>): number {
  return all?.filter(({ id }) => hidden.has(id)).length ?? 0
}

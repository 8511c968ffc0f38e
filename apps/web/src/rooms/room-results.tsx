import type { Room } from '@greenroom/core/video'
import { describeError } from '../errors/error-message.ts'
import { isTransientFailure } from '../errors/failure-kind.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Notice } from '../ui/notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { RoomGrid } from './room-grid.tsx'
import type { RoomSearch } from './room-search.ts'
import { useRoomList } from './use-room-list.ts'

export interface RoomResultsProps {
  readonly search: RoomSearch
  readonly onSearch: (search: RoomSearch) => void
  readonly onCreate: () => void
  readonly onRename: (room: Room) => void
  readonly onDelete: (room: Room) => void
}

/** The rooms that match the search, or a message that says why the list is empty. */
export function RoomResults({ search, onSearch, onCreate, onRename, onDelete }: RoomResultsProps) {
  const { found, total, loaded, isLoadingMore, error, loadMore, refetch } = useRoomList(search)
  if (found === undefined) {
    if (error === null || isTransientFailure(error))
      return <Skeleton count={6} variant="cards" label="Loading rooms" />
    return (
      <Notice message={describeError(error)}>
        <Button onPress={() => void refetch()}>Try again</Button>
      </Notice>
    )
  }
  if (found.length === 0 && !isLoadingMore) {
    if (search.q !== undefined || search.show !== undefined) {
      return (
        <EmptyState title={search.q === undefined ? 'No matching rooms' : `No room is called “${search.q}”`}>
          <Button onPress={() => onSearch({})}>Show all rooms</Button>
        </EmptyState>
      )
    }
    return (
      <EmptyState title="No rooms yet">
        <p>Create a room to meet in. It stays until you delete it.</p>
        <Button onPress={onCreate}>Create a room</Button>
      </EmptyState>
    )
  }
  return (
    <>
      <p className="text-muted result-count" role="status">
        {countText(found.length, total ?? loaded, search)}
        {isLoadingMore ? `, loading ${loaded} of ${total ?? 'many'}…` : ''}
      </p>
      <RoomGrid rooms={found} onEnd={loadMore} onRename={onRename} onDelete={onDelete} />
    </>
  )
}

const number = new Intl.NumberFormat('en')

function countText(found: number, total: number, { q, show }: RoomSearch): string {
  const all = `${number.format(total)} ${total === 1 ? 'room' : 'rooms'}`
  return q === undefined && show === undefined ? all : `${number.format(found)} of ${all}`
}

import type { Room } from '@greenroom/core/video'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { RoomResults } from './room-results.tsx'
import type { RoomSearch } from './room-search.ts'
import { RoomSearchBar } from './room-search-bar.tsx'
import { useRoomDeletion } from './use-room-deletion.ts'

const CreateRoomDialog = lazy(() => import('./create-room-dialog.tsx'))
const RenameRoomDialog = lazy(() => import('./rename-room-dialog.tsx'))

const route = getRouteApi('/')

/** The page that lists all rooms, newest first. */
export function RoomsPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [isCreating, setIsCreating] = useState(false)
  const [renamed, setRenamed] = useState<Room>()
  const deleteRoom = useRoomDeletion()
  const create = useCallback(() => setIsCreating(true), [])
  const onSearch = (next: RoomSearch) => void navigate({ search: next, replace: true, resetScroll: false })

  return (
    <>
      <PageTitle>Rooms</PageTitle>
      <div className="page-head">
        <h1>Rooms</h1>
        <Button variant="primary" onPress={create}>
          New room
        </Button>
      </div>
      <RoomSearchBar search={search} onSearch={onSearch} />
      <RoomResults
        search={search}
        onSearch={onSearch}
        onCreate={create}
        onRename={setRenamed}
        onDelete={deleteRoom}
      />
      <Suspense>
        {isCreating ? (
          <CreateRoomDialog
            onClose={() => setIsCreating(false)}
            onCreated={() => {
              setIsCreating(false)
              // Clear the search, so that the new room appears first.
              onSearch({})
              scrollTo({ top: 0 })
            }}
          />
        ) : null}
        {renamed ? <RenameRoomDialog room={renamed} onClose={() => setRenamed(undefined)} /> : null}
      </Suspense>
    </>
  )
}

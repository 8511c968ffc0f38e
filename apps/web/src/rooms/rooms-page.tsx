import { useRooms } from '@greenroom/react'
import { keepPreviousData } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { pollEvery } from '../api/poll.ts'
import { isPassing } from '../errors/kind.ts'
import { wordsFor } from '../errors/words.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Pager } from './pager.tsx'
import { RoomCard } from './room-card.tsx'

const CreateRoomDialog = lazy(() => import('./create-room-dialog.tsx'))

const pageSize = 24

/** All rooms, newest first. */
export function RoomsPage() {
  const [number, setNumber] = useState(1)
  const [isCreating, setIsCreating] = useState(false)
  const create = () => setIsCreating(true)

  return (
    <>
      <PageTitle>Rooms</PageTitle>
      <div className="page-head">
        <h1>Rooms</h1>
        <Button look="primary" onPress={create}>
          New room
        </Button>
      </div>
      <RoomList number={number} onNumber={setNumber} onCreate={create} />
      {isCreating ? (
        <Suspense>
          <CreateRoomDialog
            onClose={() => setIsCreating(false)}
            onCreated={() => {
              setIsCreating(false)
              // The new one stands first.
              setNumber(1)
            }}
          />
        </Suspense>
      ) : null}
    </>
  )
}

interface RoomListProps {
  readonly number: number
  readonly onNumber: (number: number) => void
  readonly onCreate: () => void
}

function RoomList({ number, onNumber, onCreate }: RoomListProps) {
  const { data, error, refetch } = useRooms(
    { page: { number, size: pageSize } },
    { refetchInterval: pollEvery(6_000), placeholderData: keepPreviousData },
  )
  if (data === undefined) {
    if (error === null || isPassing(error)) return <Skeleton lines={6} label="Loading rooms" />
    return (
      <Notice words={wordsFor(error)}>
        <Button onPress={() => void refetch()}>Try again</Button>
      </Notice>
    )
  }
  if (data.data.length === 0 && number === 1) {
    return (
      <Empty title="No rooms yet">
        <p>A room is a place to meet in. It stays until it is deleted.</p>
        <Button onPress={onCreate}>Make the first one</Button>
      </Empty>
    )
  }
  return (
    <>
      <ul className="cards" aria-label="Rooms">
        {data.data.map((room) => (
          <li key={room.id}>
            <RoomCard room={room} />
          </li>
        ))}
      </ul>
      <Pager number={number} pages={data.meta.total_pages ?? 1} onNumber={onNumber} />
    </>
  )
}

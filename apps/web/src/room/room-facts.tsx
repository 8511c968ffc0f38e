import type { Room } from '@greenroom/core/video'
import type { ReactNode } from 'react'
import { momentText } from '../ui/moment.ts'
import { useNow } from '../ui/use-now.ts'

/** What is known of a room, beside its name. */
export function RoomFacts({ room }: { readonly room: Room }) {
  const now = useNow(60_000)
  return (
    <dl className="facts">
      <Fact term="Capacity">{room.max_participants ? `${room.max_participants} people` : 'not told'}</Fact>
      <Fact term="Recording">{room.enable_recording ? 'Everybody is recorded' : 'Off'}</Fact>
      <Fact term="Made">{room.created_at ? momentText(room.created_at, now) : 'not told'}</Fact>
      <Fact term="Last change">{room.updated_at ? momentText(room.updated_at, now) : 'not told'}</Fact>
      <Fact term="Id">
        <code>{room.id}</code>
      </Fact>
    </dl>
  )
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

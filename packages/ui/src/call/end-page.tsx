import { useRoom, useSessions } from '@greenroom/react'
import { CircleSlash, DoorOpen, WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../elements/button.tsx'
import { useLabels } from '../labels/labels-context.tsx'
import { type CallEnd, describeCallEnd } from './call-end.ts'

export interface EndPageProps {
  readonly roomId: string
  readonly end: CallEnd
  readonly onRejoin: () => void
  /** Called when the user closes the message. Default: there is no button for it. */
  readonly onClose: (() => void) | undefined
  /** Replaces the message. */
  readonly children?: ReactNode
}

/** Says why the call ended or could not start, and offers what to do next. */
export function EndPage({ roomId, end, onRejoin, onClose, children }: EndPageProps) {
  const labels = useLabels()
  const isFull = useIsFull(roomId, end.reason === 'unauthorized')
  const { title, detail, action } = describeCallEnd(end, isFull, labels)
  const EndIcon = end.reason === 'network' ? WifiOff : end.reason === 'left' ? DoorOpen : CircleSlash
  return (
    <div className="gr-end">
      {children ?? (
        <div className="gr-end-message" role="alert">
          <EndIcon className="gr-icon-large" aria-hidden="true" />
          <h2 className="gr-heading">{title}</h2>
          <p className="gr-soft">{detail}</p>
        </div>
      )}
      <div className="gr-row gr-end-actions">
        {action === undefined ? null : (
          <Button variant="primary" onPress={onRejoin}>
            {action}
          </Button>
        )}
        {onClose ? <Button onPress={onClose}>{labels.close}</Button> : null}
      </div>
    </div>
  )
}

/** Whether a room has as many participants as it allows. A gateway may not expose it: then it is false. */
function useIsFull(roomId: string, enabled: boolean): boolean {
  const options = { enabled, retry: false }
  const { data: room } = useRoom(roomId, options)
  const { data: sessions } = useSessions(
    { room_id: roomId, filter: { active: true }, include_participants: true },
    options,
  )
  if (!enabled || !room?.max_participants) return false
  const present = sessions?.data[0]?.participants?.filter(({ left_at }) => !left_at) ?? []
  return present.length >= room.max_participants
}

import type { LeaveReason, LiveRoomStatus } from '@greenroom/live'
import type { ReactNode } from 'react'
import { classNames } from '../elements/class-names.ts'
import type { PartProps } from '../elements/part-props.ts'
import type { CallLabels } from '../labels/labels.ts'
import { useLabels } from '../labels/labels-context.tsx'

/** Slots of {@link ConnectionStatus}. */
export interface ConnectionStatusSlots {
  /** Before the text. Default: a dot in the color of the status. */
  readonly icon?: ReactNode
}

/** Props of {@link ConnectionStatus}. */
export interface ConnectionStatusProps extends PartProps {
  /** The status of the live room. Nothing is shown before the call is joined, and after it is left. */
  readonly status: LiveRoomStatus
  /** Why the connection was lost, while it is being restored. */
  readonly reason?: LeaveReason | undefined
  /** How many participants are in the call, including the user. Default: 0, which is not shown. */
  readonly participantCount?: number | undefined
  readonly slots?: ConnectionStatusSlots | undefined
}

/**
 * Shows whether a call is connected, and how many participants are in it. Screen readers announce
 * changes of the connection.
 *
 * @example
 * ```tsx
 * import { useLiveParticipants, useLiveRoom } from '@greenroom/react/live'
 * import { ConnectionStatus } from '@greenroom/ui'
 *
 * export function Status({ roomId }: { roomId: string }) {
 *   const { room, status, reason } = useLiveRoom(roomId)
 *   const { length } = useLiveParticipants(room)
 *   return <ConnectionStatus status={status} reason={reason} participantCount={length} />
 * }
 * ```
 */
export function ConnectionStatus({
  status,
  reason,
  participantCount = 0,
  className,
  labels: changes,
  slots = {},
}: ConnectionStatusProps) {
  const labels = useLabels(changes)
  const text = describeStatus(status, reason, labels)
  if (text === undefined) return null
  return (
    <p className={classNames('gr-root gr-connection-status', className)} data-status={status}>
      {slots.icon ?? <span className="gr-connection-dot" aria-hidden="true" />}
      <span>
        {/* Without the number: screen readers would repeat all of it for each participant who joins. */}
        <span role="status">{text}</span>
        {participantCount > 1 ? ` ${labels.participantCount(participantCount)}` : null}
      </span>
    </p>
  )
}

/** Returns one line about the connection of a call, or undefined outside of a call. */
export function describeStatus(
  status: LiveRoomStatus,
  reason: LeaveReason | undefined,
  labels: CallLabels,
): string | undefined {
  switch (status) {
    case 'idle':
    case 'left':
      return undefined
    case 'joining':
      return labels.joining
    case 'joined':
      return labels.joined
    case 'reconnecting':
      return reason === 'unauthorized' ? labels.renewingToken : labels.reconnecting
  }
}

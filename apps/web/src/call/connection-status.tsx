import type { LeaveReason } from '@greenroom/live'
import { type ActiveCallStatus, describeCallStatus } from './call-text.ts'

export interface ConnectionStatusProps {
  readonly status: ActiveCallStatus
  /** Why the connection was lost, while it is being restored. */
  readonly reason: LeaveReason | undefined
  readonly participantCount: number
}

/** Shows whether the call is connected, and how many participants are in it. */
export function ConnectionStatus({ status, reason, participantCount }: ConnectionStatusProps) {
  return (
    <p className="connection-status" role="status" data-status={status}>
      {describeCallStatus(status, reason)}
      {participantCount > 1 ? ` ${participantCount} participants.` : ''}
    </p>
  )
}

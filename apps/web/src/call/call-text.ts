import type { LeaveReason, LiveRoomStatus } from '@greenroom/live'
import type { LocalDeviceStatus } from '@greenroom/react/live'
import { describeError, type ErrorMessage } from '../errors/error-message.ts'
import { getFailureKind } from '../errors/failure-kind.ts'

/** Says why a call is over, or could not begin; undefined where it was left on purpose. */
export function describeCallEnd(
  reason: LeaveReason | undefined,
  error: Error | undefined,
): ErrorMessage | undefined {
  switch (reason) {
    case undefined:
    case 'left':
      return undefined
    case 'kicked':
      return { title: 'You were taken out of the room', detail: 'A host did that. You may ask them why.' }
    case 'ended':
      return { title: 'The call was ended', detail: 'A host ended it for everybody.' }
    case 'revoked':
      return { title: 'Your access was taken back', detail: 'You can no longer use this room.' }
    case 'network':
      return { title: 'The connection was lost', detail: 'It could not be made again. Try to join anew.' }
    case 'unauthorized': {
      const title = 'The room did not let you in'
      const isTold = error !== undefined && ['missing', 'denied', 'busy'].includes(getFailureKind(error))
      return isTold
        ? { ...describeError(error, 'room'), title }
        : { title, detail: 'It did not take the token. Try again.' }
    }
  }
}

/** The statuses in which a call is shown. */
export type ActiveCallStatus = Exclude<LiveRoomStatus, 'idle' | 'left'>

/** Says in a line how a call stands. */
export function describeCallStatus(status: ActiveCallStatus, reason: LeaveReason | undefined): string {
  if (status === 'joined') return 'You are in the room.'
  if (status === 'joining') return 'Joining…'
  return reason === 'unauthorized'
    ? 'The room asks for a new token. Coming back…'
    : 'The connection was lost. Coming back…'
}

/** Says what is the matter with a device, and what to do about it; undefined where nothing is. */
export function describeDeviceProblem(
  device: 'camera' | 'microphone' | 'screen',
  status: LocalDeviceStatus,
): string | undefined {
  switch (status) {
    case 'denied':
      return device === 'screen'
        ? 'The screen was not shared.'
        : `The browser may not use the ${device}. Allow it in the address bar, and try again.`
    case 'in-use':
      return `Another program has the ${device}. Close it there, and try again.`
    case 'missing':
      return `No ${device} was found. Connect one, and switch it on.`
    case 'unplugged':
      return `The ${device} was unplugged.`
    case 'unsupported':
      return `This browser cannot use a ${device} here.`
    case 'failed':
      return `The ${device} did not start. Try again.`
    default:
      return undefined
  }
}

import type { LeaveReason, LiveRoomStatus } from '@greenroom/live'
import type { LocalDeviceSnapshot, LocalDeviceStatus } from '@greenroom/react/live'
import { describeError, type ErrorMessage } from '../errors/error-message.ts'
import { getFailureKind } from '../errors/failure-kind.ts'

/** Returns why a call ended or could not start, or undefined if the user left it. */
export function describeCallEnd(
  reason: LeaveReason | undefined,
  error: Error | undefined,
): ErrorMessage | undefined {
  switch (reason) {
    case undefined:
    case 'left':
      return undefined
    case 'kicked':
      return { title: 'A host removed you from the call', detail: 'Select Rejoin to come back.' }
    case 'ended':
      return { title: 'A host ended the call', detail: 'Select Join to start a new one.' }
    case 'revoked':
      return { title: 'Your access was revoked', detail: 'Ask a host to let you back in.' }
    case 'network':
      return { title: 'The connection was lost', detail: 'Check your network, then select Rejoin.' }
    case 'unsupported':
      return { title: 'This browser cannot join calls', detail: 'Update it or try another browser.' }
    case 'unauthorized': {
      const title = 'You could not join the call'
      const hasReason =
        error !== undefined && ['not-found', 'denied', 'rate-limited'].includes(getFailureKind(error))
      return hasReason
        ? { ...describeError(error, 'room'), title }
        : { title, detail: 'The room rejected your join token. Try again.' }
    }
  }
}

/** The statuses of a call that is on screen. */
export type ActiveCallStatus = Exclude<LiveRoomStatus, 'idle' | 'left'>

/** Returns one line about the connection of a call. */
export function describeCallStatus(status: ActiveCallStatus, reason: LeaveReason | undefined): string {
  if (status === 'joined') return 'You are in the call.'
  if (status === 'joining') return 'Joining…'
  return reason === 'unauthorized'
    ? 'Your join token was rejected. Reconnecting with a new one…'
    : 'The connection was lost. Reconnecting…'
}

/** Returns the problem of a device and what to do next, or undefined if there is no problem. */
export function describeDeviceProblem(
  device: 'camera' | 'microphone' | 'screen',
  status: LocalDeviceStatus,
): string | undefined {
  switch (status) {
    case 'denied':
      return device === 'screen'
        ? 'Your screen is not shared. Select Share screen to try again.'
        : `The browser blocks the ${device}. Allow it in the address bar, then try again.`
    case 'in-use':
      return `Another app is using the ${device}. Close that app, then try again.`
    case 'missing':
      return `No ${device} was found. Connect one, then turn it on.`
    case 'unplugged':
      return `The ${device} was unplugged. Connect it, then turn it on.`
    case 'unsupported':
      return device === 'screen'
        ? 'This browser cannot share the screen. Try another browser.'
        : `This browser cannot use a ${device} on this page. Try another browser.`
    case 'failed':
      return `The ${device} did not start. Try again.`
    default:
      return undefined
  }
}

/** Returns what a user should know about a camera or microphone, or undefined if it works as chosen. */
export function describeDevice(
  device: 'camera' | 'microphone',
  { status, error, isMuted }: Pick<LocalDeviceSnapshot, 'status' | 'error' | 'isMuted'>,
): string | undefined {
  if (status !== 'on') return describeDeviceProblem(device, status)
  if (isMuted) return `The system paused the ${device}. End other calls, or check its switch.`
  return error && `The other ${device} did not start, so the previous one is still on.`
}

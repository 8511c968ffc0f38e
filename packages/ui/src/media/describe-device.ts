import type { LocalDeviceSnapshot, LocalDeviceStatus } from '@greenroom/react/live'
import type { CallLabels } from '../labels/labels.ts'

/** Returns the problem of a device and what to do next, or undefined if there is no problem. */
export function describeDeviceProblem(
  device: 'camera' | 'microphone' | 'screen',
  status: LocalDeviceStatus,
  labels: CallLabels,
): string | undefined {
  switch (status) {
    case 'denied':
      return labels[`${device}Denied`]
    case 'in-use':
      return labels[`${device}InUse`]
    case 'missing':
      return labels[`${device}Missing`]
    case 'unplugged':
      return labels[`${device}Unplugged`]
    case 'unsupported':
      return globalThis.isSecureContext === false ? labels.insecurePage : labels[`${device}Unsupported`]
    case 'failed':
      return labels[`${device}Failed`]
    default:
      return undefined
  }
}

/** Returns what a user should know about a camera or microphone, or undefined if it works as chosen. */
export function describeDevice(
  device: 'camera' | 'microphone',
  { status, error, isMuted }: Pick<LocalDeviceSnapshot, 'status' | 'error' | 'isMuted'>,
  labels: CallLabels,
): string | undefined {
  if (status !== 'on') return describeDeviceProblem(device, status, labels)
  if (isMuted) return labels[`${device}Paused`]
  return error && labels[`${device}Kept`]
}

/** Returns how to allow devices in the browser with this user agent. */
export function describePermission(userAgent: string, labels: CallLabels): string {
  // All browsers of an iPhone have the buttons of Safari.
  if (/iPhone|iPad/.test(userAgent)) return labels.permissionIos
  if (/Firefox\//.test(userAgent)) return labels.permissionFirefox
  if (/Chrome\//.test(userAgent)) return labels.permissionChromium
  return /Safari\//.test(userAgent) ? labels.permissionSafari : labels.permissionOther
}

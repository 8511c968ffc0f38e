import * as v from 'valibot'

/** Which devices somebody used the last time, and what was on. */
export interface DevicePreferences extends v.InferOutput<typeof DevicePreferences> {}
const DevicePreferences = v.object({
  camera: v.optional(v.string()),
  microphone: v.optional(v.string()),
  speaker: v.optional(v.string()),
  isCameraOn: v.optional(v.boolean(), true),
  isMicrophoneOn: v.optional(v.boolean(), true),
})

/** Of nobody who was here before. */
export const defaultDevicePreferences: DevicePreferences = { isCameraOn: true, isMicrophoneOn: true }

const key = 'greenroom:devices'

/** Where it is kept; a page may be kept from keeping anything. */
type Keep = Pick<Storage, 'getItem' | 'setItem'>

/** Reads what is remembered; what cannot be read counts for nothing. */
export function readDevicePreferences(keep: Keep = localStorage): DevicePreferences {
  try {
    return v.parse(DevicePreferences, JSON.parse(keep.getItem(key) ?? '{}'))
  } catch {
    return defaultDevicePreferences
  }
}

/** Remembers it in this browser, if it lets pages do so. */
export function writeDevicePreferences(preferences: DevicePreferences, keep: Keep = localStorage): void {
  try {
    keep.setItem(key, JSON.stringify(preferences))
  } catch {
    // A private window, or a full disk: the next call begins with the defaults.
  }
}

import * as v from 'valibot'

/** The devices that the user chose last, and whether they were on. */
export interface DevicePreferences extends v.InferOutput<typeof DevicePreferences> {}
const DevicePreferences = v.object({
  camera: v.optional(v.string()),
  microphone: v.optional(v.string()),
  speaker: v.optional(v.string()),
  isCameraOn: v.optional(v.boolean(), true),
  isMicrophoneOn: v.optional(v.boolean(), true),
})

/** The preferences of a new user. */
export const defaultDevicePreferences: DevicePreferences = { isCameraOn: true, isMicrophoneOn: true }

const key = 'greenroom:devices'

/** The part of `localStorage` that is used. The browser may block it. */
type PreferenceStorage = Pick<Storage, 'getItem' | 'setItem'>

/** Returns the stored preferences, or the defaults if they cannot be read. */
export function readDevicePreferences(storage: PreferenceStorage = localStorage): DevicePreferences {
  try {
    return v.parse(DevicePreferences, JSON.parse(storage.getItem(key) ?? '{}'))
  } catch {
    return defaultDevicePreferences
  }
}

/** Stores the preferences in this browser, if it allows that. */
export function writeDevicePreferences(
  preferences: DevicePreferences,
  storage: PreferenceStorage = localStorage,
): void {
  try {
    storage.setItem(key, JSON.stringify(preferences))
  } catch {
    // Storage is blocked or full. The next call starts with the defaults.
  }
}

import * as v from 'valibot'

/** Which devices somebody used the last time, and what was on. */
export interface DeviceMemory extends v.InferOutput<typeof DeviceMemory> {}
const DeviceMemory = v.object({
  camera: v.optional(v.string()),
  microphone: v.optional(v.string()),
  speaker: v.optional(v.string()),
  isCameraOn: v.optional(v.boolean(), true),
  isMicrophoneOn: v.optional(v.boolean(), true),
})

/** Of nobody who was here before. */
export const freshMemory: DeviceMemory = { isCameraOn: true, isMicrophoneOn: true }

const key = 'greenroom:devices'

/** Where it is kept; a page may be kept from keeping anything. */
type Keep = Pick<Storage, 'getItem' | 'setItem'>

/** Reads what is remembered; what cannot be read counts for nothing. */
export function readDeviceMemory(keep: Keep = localStorage): DeviceMemory {
  try {
    return v.parse(DeviceMemory, JSON.parse(keep.getItem(key) ?? '{}'))
  } catch {
    return freshMemory
  }
}

/** Remembers it in this browser, if it lets pages do so. */
export function writeDeviceMemory(memory: DeviceMemory, keep: Keep = localStorage): void {
  try {
    keep.setItem(key, JSON.stringify(memory))
  } catch {
    // A private window, or a full disk: the next call begins with the defaults.
  }
}

import { type BrowserStorage, readStoredText, writeStoredText } from '../elements/browser-storage.ts'

/** The devices that the user chose last, and whether they were on. */
export interface DevicePreferences {
  /** Ids of the devices, as browsers report them. */
  readonly camera?: string | undefined
  readonly microphone?: string | undefined
  readonly speaker?: string | undefined
  readonly isCameraOn: boolean
  readonly isMicrophoneOn: boolean
}

/** The preferences of a new user. */
export const defaultDevicePreferences: DevicePreferences = { isCameraOn: true, isMicrophoneOn: true }

const key = 'greenroom:devices'

/** Returns the stored preferences, or the defaults if they cannot be read. */
export function readDevicePreferences(storage?: BrowserStorage): DevicePreferences {
  try {
    return parse(JSON.parse(readStoredText(key, storage) ?? '{}'))
  } catch {
    return defaultDevicePreferences
  }
}

/** Stores the preferences in this browser, if it allows that. */
export function writeDevicePreferences(preferences: DevicePreferences, storage?: BrowserStorage): void {
  writeStoredText(key, JSON.stringify(preferences), storage)
}

/** Returns valid preferences. Any invalid member makes all of them the defaults. */
function parse(value: unknown): DevicePreferences {
  const read = (name: keyof DevicePreferences) => Reflect.get(Object(value), name) as unknown
  const id = (name: 'camera' | 'microphone' | 'speaker') => {
    const stored = read(name)
    if (stored !== undefined && typeof stored !== 'string') throw new TypeError('A device id is text')
    return stored
  }
  const flag = (name: 'isCameraOn' | 'isMicrophoneOn') => {
    const stored = read(name) ?? true
    if (typeof stored !== 'boolean') throw new TypeError('A device is on or off')
    return stored
  }
  return {
    camera: id('camera'),
    microphone: id('microphone'),
    speaker: id('speaker'),
    isCameraOn: flag('isCameraOn'),
    isMicrophoneOn: flag('isMicrophoneOn'),
  }
}

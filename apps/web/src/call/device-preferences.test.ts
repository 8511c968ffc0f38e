import { beforeEach, describe, expect, it } from 'vitest'
import {
  defaultDevicePreferences,
  readDevicePreferences,
  writeDevicePreferences,
} from './device-preferences.ts'

describe('device preferences', () => {
  beforeEach(() => localStorage.clear())

  it('is fresh at first', () => {
    expect(readDevicePreferences()).toEqual(defaultDevicePreferences)
  })

  it('gives back what was written', () => {
    const preferences = { camera: 'c1', speaker: 's1', isCameraOn: false, isMicrophoneOn: true }
    writeDevicePreferences(preferences)
    expect(readDevicePreferences()).toEqual(preferences)
  })

  it.each(['no JSON', '7', '{"camera":7}', 'null'])('passes over what is no preferences: %s', (text) => {
    localStorage.setItem('greenroom:devices', text)
    expect(readDevicePreferences()).toEqual(defaultDevicePreferences)
  })

  it('does without a place to keep it', () => {
    const never = {
      getItem: () => {
        throw new DOMException('no', 'SecurityError')
      },
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    }
    writeDevicePreferences(defaultDevicePreferences, never)
    expect(readDevicePreferences(never)).toEqual(defaultDevicePreferences)
  })
})

import { beforeEach, describe, expect, it } from 'vitest'
import {
  defaultDevicePreferences,
  readDevicePreferences,
  writeDevicePreferences,
} from './device-preferences.ts'

describe('device preferences', () => {
  beforeEach(() => localStorage.clear())

  it('are the defaults at first', () => {
    expect(readDevicePreferences()).toEqual(defaultDevicePreferences)
  })

  it('are read as they were written', () => {
    const preferences = { camera: 'c1', speaker: 's1', isCameraOn: false, isMicrophoneOn: true }
    writeDevicePreferences(preferences)
    expect(readDevicePreferences()).toEqual(preferences)
  })

  it.each(['no JSON', '7', '{"camera":7}', 'null'])(
    'are the defaults if the stored text is invalid: %s',
    (text) => {
      localStorage.setItem('greenroom:devices', text)
      expect(readDevicePreferences()).toEqual(defaultDevicePreferences)
    },
  )

  it('are the defaults if storage is blocked or full', () => {
    const blockedStorage = {
      getItem: () => {
        throw new DOMException('no', 'SecurityError')
      },
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    }
    writeDevicePreferences(defaultDevicePreferences, blockedStorage)
    expect(readDevicePreferences(blockedStorage)).toEqual(defaultDevicePreferences)
  })
})

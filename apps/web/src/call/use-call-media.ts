import { type UseLocalMediaResult, useLocalMedia } from '@greenroom/react/live'
import { useEffect, useRef, useState } from 'react'
import {
  type DevicePreferences,
  readDevicePreferences,
  writeDevicePreferences,
} from './device-preferences.ts'

/** One's own devices, and how to change them. What is chosen is remembered for the next call. */
export interface CallMedia extends UseLocalMediaResult {
  readonly preferences: DevicePreferences
  readonly chooseCamera: (deviceId: string) => void
  readonly chooseMicrophone: (deviceId: string) => void
  readonly chooseSpeaker: (deviceId: string) => void
  readonly toggleCamera: () => void
  readonly toggleMicrophone: () => void
  readonly toggleScreen: () => void
}

/** One's own devices as they were the last time. They are switched on while `isOpen`, and given back after. */
export function useCallMedia(isOpen: boolean): CallMedia {
  const media = useLocalMedia()
  const { camera, microphone, screen } = media
  const [preferences, setPreferences] = useState(readDevicePreferences)
  const remember = (changes: Partial<DevicePreferences>) => {
    const next = { ...preferences, ...changes }
    writeDevicePreferences(next)
    setPreferences(next)
  }

  const latest = useRef({ media, preferences })
  useEffect(() => {
    latest.current = { media, preferences }
  })
  useEffect(() => {
    if (!isOpen) return undefined
    const { media: own, preferences: known } = latest.current
    if (known.isCameraOn) void startAny(own.camera, known.camera)
    if (known.isMicrophoneOn) void startAny(own.microphone, known.microphone)
    return () => {
      own.camera.stop()
      own.microphone.stop()
      own.screen.stop()
    }
  }, [isOpen])

  return {
    ...media,
    preferences,
    chooseCamera(deviceId) {
      remember({ camera: deviceId, isCameraOn: true })
      void camera.start(deviceId)
    },
    chooseMicrophone(deviceId) {
      remember({ microphone: deviceId, isMicrophoneOn: true })
      void microphone.start(deviceId)
    },
    chooseSpeaker: (deviceId) => remember({ speaker: deviceId }),
    toggleCamera() {
      const isOn = camera.status === 'on'
      remember({ isCameraOn: !isOn })
      if (isOn) camera.stop()
      else void startAny(camera, preferences.camera)
    },
    toggleMicrophone() {
      const isOn = microphone.status === 'on'
      remember({ isMicrophoneOn: !isOn })
      if (isOn) microphone.stop()
      else void startAny(microphone, preferences.microphone)
    },
    toggleScreen() {
      if (screen.status === 'on') screen.stop()
      else void screen.start()
    },
  }
}

/** Starts the device of the last time, and any other where that is gone. */
async function startAny(device: UseLocalMediaResult['camera'], deviceId: string | undefined): Promise<void> {
  const track = await device.start(deviceId)
  if (track === undefined && deviceId !== undefined) await device.start()
}

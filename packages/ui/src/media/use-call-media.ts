import { type UseLocalMediaResult, useLocalMedia } from '@greenroom/react/live'
import { useEffect, useRef, useState } from 'react'
import {
  type DevicePreferences,
  defaultDevicePreferences,
  readDevicePreferences,
  writeDevicePreferences,
} from './device-preferences.ts'

/** The user's devices and functions that change them. Choices are stored for the next call. */
export interface CallMedia extends UseLocalMediaResult {
  readonly preferences: DevicePreferences
  readonly chooseCamera: (deviceId: string) => void
  readonly chooseMicrophone: (deviceId: string) => void
  readonly chooseSpeaker: (deviceId: string) => void
  /** Switches between the front and the rear camera of a phone. */
  readonly switchCamera: () => void
  readonly toggleCamera: () => void
  readonly toggleMicrophone: () => void
  readonly toggleScreen: () => void
}

/**
 * Returns the user's devices with the stored preferences. They are started while `isOpen`, and stopped after.
 *
 * @example
 * ```tsx
 * import { Lobby, useCallMedia } from '@greenroom/ui'
 *
 * export function DeviceCheck({ onDone }: { onDone: () => void }) {
 *   return <Lobby media={useCallMedia(true)} onJoin={onDone} />
 * }
 * ```
 */
export function useCallMedia(isOpen: boolean): CallMedia {
  const media = useLocalMedia()
  const { camera, microphone, screen } = media
  const [preferences, setPreferences] = useState(defaultDevicePreferences)
  const updatePreferences = (changes: Partial<DevicePreferences>) => {
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
    const { media: devices } = latest.current
    const initial = readDevicePreferences()
    // A server has no preferences, so the first render in the browser has none either.
    setPreferences(initial)
    if (initial.isCameraOn) startPreferred(devices.camera, initial.camera)
    if (initial.isMicrophoneOn) startPreferred(devices.microphone, initial.microphone)
    return () => {
      devices.camera.stop()
      devices.microphone.stop()
      devices.screen.stop()
    }
  }, [isOpen])

  return {
    ...media,
    preferences,
    chooseCamera(deviceId) {
      updatePreferences({ camera: deviceId, isCameraOn: true })
      void camera.start(deviceId)
    },
    chooseMicrophone(deviceId) {
      updatePreferences({ microphone: deviceId, isMicrophoneOn: true })
      void microphone.start(deviceId)
    },
    async switchCamera() {
      const facingMode = camera.facingMode === 'environment' ? 'user' : 'environment'
      const track = await camera.start({ facingMode })
      if (track) updatePreferences({ camera: track.getSettings().deviceId, isCameraOn: true })
    },
    chooseSpeaker: (deviceId) => updatePreferences({ speaker: deviceId }),
    toggleCamera() {
      const isOn = camera.status === 'on'
      updatePreferences({ isCameraOn: !isOn })
      if (isOn) camera.stop()
      else startPreferred(camera, preferences.camera)
    },
    toggleMicrophone() {
      const isOn = microphone.status === 'on'
      updatePreferences({ isMicrophoneOn: !isOn })
      if (isOn) microphone.stop()
      else startPreferred(microphone, preferences.microphone)
    },
    toggleScreen() {
      if (screen.status === 'on') screen.stop()
      else void screen.start()
    },
  }
}

/** Starts the preferred device, or any other if that one is not available. */
function startPreferred({ start }: UseLocalMediaResult['camera'], deviceId: string | undefined): void {
  void start({ deviceId, isRequired: false })
}

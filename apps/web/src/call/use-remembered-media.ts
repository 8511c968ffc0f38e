import { type UseLocalMediaResult, useLocalMedia } from '@greenroom/react/live'
import { useEffect, useRef, useState } from 'react'
import { type DeviceMemory, readDeviceMemory, writeDeviceMemory } from './device-memory.ts'

/** One's own devices, and how to change them. What is chosen is remembered for the next call. */
export interface RememberedMedia extends UseLocalMediaResult {
  readonly memory: DeviceMemory
  readonly chooseCamera: (deviceId: string) => void
  readonly chooseMicrophone: (deviceId: string) => void
  readonly chooseSpeaker: (deviceId: string) => void
  readonly toggleCamera: () => void
  readonly toggleMicrophone: () => void
  readonly toggleScreen: () => void
}

/** One's own devices as they were the last time. They are switched on while `isOpen`, and given back after. */
export function useRememberedMedia(isOpen: boolean): RememberedMedia {
  const media = useLocalMedia()
  const { camera, microphone, screen } = media
  const [memory, setMemory] = useState(readDeviceMemory)
  const remember = (changes: Partial<DeviceMemory>) => {
    const next = { ...memory, ...changes }
    writeDeviceMemory(next)
    setMemory(next)
  }

  const latest = useRef({ media, memory })
  useEffect(() => {
    latest.current = { media, memory }
  })
  useEffect(() => {
    if (!isOpen) return undefined
    const { media: own, memory: known } = latest.current
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
    memory,
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
      else void startAny(camera, memory.camera)
    },
    toggleMicrophone() {
      const isOn = microphone.status === 'on'
      remember({ isMicrophoneOn: !isOn })
      if (isOn) microphone.stop()
      else void startAny(microphone, memory.microphone)
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

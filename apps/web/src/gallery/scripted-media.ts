import type { CallMedia } from '@greenroom/ui'
import { useEffect, useState } from 'react'
import { startPicture } from './pictures.ts'

type Device = CallMedia['camera']

/** The state of the user's devices in the gallery. */
export interface MediaScript {
  /** Default: `on`. */
  readonly camera?: Device['status']
  readonly microphone?: Device['status']
  readonly screen?: Device['status']
  /** Whether the browser lists devices. Default: true. */
  readonly hasDevices?: boolean
  /** Whether the camera is that of a phone, with a direction. Default: false. */
  readonly isPhone?: boolean
}

const devices: CallMedia['devices'] = {
  cameras: [
    { deviceId: 'c1', label: 'Built-in camera' },
    { deviceId: 'c2', label: 'Desk camera with a very long product name (046d:0825)' },
  ],
  microphones: [
    { deviceId: 'default', label: 'Default: Headset' },
    { deviceId: 'm1', label: 'Headset' },
    { deviceId: 'm2', label: '' },
  ],
  speakers: [
    { deviceId: 'default', label: 'Default: Headset' },
    { deviceId: 's2', label: 'Television' },
  ],
}

const noDevices: CallMedia['devices'] = { cameras: [], microphones: [], speakers: [] }

/** Returns devices as a script describes them, which the user can switch on and off. */
export function useScriptedMedia(script: MediaScript): CallMedia {
  const [statuses, setStatuses] = useState({
    camera: script.camera ?? 'on',
    microphone: script.microphone ?? 'on',
    screen: script.screen ?? 'off',
  } satisfies Record<string, Device['status']>)
  const [tracks, setTracks] = useState<{ video?: MediaStreamTrack; audio?: MediaStreamTrack | undefined }>({})
  useEffect(() => {
    const picture = startPicture('person', 3)
    const context = new AudioContext()
    const [audio] = context.createMediaStreamDestination().stream.getAudioTracks()
    setTracks({ ...(picture && { video: picture.track }), audio })
    return () => {
      picture?.stop()
      void context.close()
    }
  }, [])
  const device = (name: 'camera' | 'microphone' | 'screen', deviceId: string): Device => ({
    status: statuses[name],
    track: statuses[name] === 'on' ? (name === 'microphone' ? tracks.audio : tracks.video) : undefined,
    audioTrack: undefined,
    deviceId: statuses[name] === 'on' ? deviceId : undefined,
    facingMode: script.isPhone && name === 'camera' ? 'user' : undefined,
    isMuted: false,
    error: undefined,
    start: async () => undefined,
    stop: () => undefined,
  })
  const toggle = (name: keyof typeof statuses) => () =>
    setStatuses((before) => ({ ...before, [name]: before[name] === 'on' ? 'off' : 'on' }))
  return {
    camera: device('camera', 'c1'),
    microphone: device('microphone', 'm1'),
    screen: device('screen', 'screen'),
    devices: script.hasDevices === false ? noDevices : devices,
    preferences: { isCameraOn: true, isMicrophoneOn: true },
    chooseCamera: () => undefined,
    chooseMicrophone: () => undefined,
    chooseSpeaker: () => undefined,
    switchCamera: () => undefined,
    toggleCamera: toggle('camera'),
    toggleMicrophone: toggle('microphone'),
    toggleScreen: toggle('screen'),
  }
}

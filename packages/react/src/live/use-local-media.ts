import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { LocalDevice, LocalDeviceSnapshot } from './local-device.ts'
import { createLocalMedia, type DeviceChoices, idleLocalMedia } from './local-media.ts'
import { createRefCount } from './ref-count.ts'

/** How a device stands, and its switch. `start` and `stop` stay the same, and never reject. */
export interface UseLocalDevice extends LocalDeviceSnapshot, Pick<LocalDevice, 'start' | 'stop'> {}

/** Camera, microphone and screen, and which devices there are. */
export interface UseLocalMediaResult {
  readonly camera: UseLocalDevice
  readonly microphone: UseLocalDevice
  readonly screen: UseLocalDevice
  readonly devices: DeviceChoices
}

/**
 * Gives this device's camera, microphone and screen. Nothing is asked for before `start`. What can go wrong is a status:
 * `denied`, `in-use`, `missing`, `unplugged`. All are given back when the component goes.
 *
 * @example
 * ```tsx
 * import { useLocalMedia } from '@greenroom/react/live'
 *
 * export function CameraButton() {
 *   const { camera, devices } = useLocalMedia()
 *   if (camera.status === 'denied') return <p>Allow the camera in the address bar, then reload.</p>
 *   if (camera.status === 'on') return <button onClick={camera.stop}>Camera off</button>
 *   return <button onClick={() => camera.start(devices.cameras[0]?.deviceId)}>Camera on ({camera.status})</button>
 * }
 * ```
 */
export function useLocalMedia(): UseLocalMediaResult {
  const [media] = useState(createLocalMedia)
  const [refCount] = useState(() => createRefCount(media.stop))
  const { camera, microphone, screen, devices } = useSyncExternalStore(
    media.subscribe,
    media.getSnapshot,
    () => idleLocalMedia,
  )
  useEffect(() => refCount.retain(), [refCount])
  useEffect(() => media.watchDevices(), [media])
  return {
    camera: useMemo(() => withSwitch(camera, media.camera), [camera, media]),
    microphone: useMemo(() => withSwitch(microphone, media.microphone), [microphone, media]),
    screen: useMemo(() => withSwitch(screen, media.screen), [screen, media]),
    devices,
  }
}

function withSwitch(snapshot: LocalDeviceSnapshot, { start, stop }: LocalDevice): UseLocalDevice {
  return { ...snapshot, start, stop }
}

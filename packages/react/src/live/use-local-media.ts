import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { LocalDevice, LocalDeviceSnapshot } from './local-device.ts'
import { createLocalMedia, type DeviceChoices, idleLocalMedia } from './local-media.ts'
import { createRefCount } from './ref-count.ts'

/** State of a device, and its controls. `start` and `stop` keep their identity and never reject. */
export interface UseLocalDevice extends LocalDeviceSnapshot, Pick<LocalDevice, 'start' | 'stop'> {}

/** Camera, microphone and screen, and the available devices. */
export interface UseLocalMediaResult {
  readonly camera: UseLocalDevice
  readonly microphone: UseLocalDevice
  readonly screen: UseLocalDevice
  readonly devices: DeviceChoices
}

/**
 * Returns the camera, microphone and screen of this computer or phone. No permission is requested before
 * `start`. Failures are a status, e.g. `denied`, `in-use`, `missing` or `unplugged`. All devices are released
 * when the component unmounts.
 *
 * @example
 * ```tsx
 * import { useLocalMedia } from '@greenroom/react/live'
 *
 * export function CameraButtons() {
 *   const { camera } = useLocalMedia()
 *   if (camera.status === 'denied') return <p>Allow the camera in the address bar, then reload.</p>
 *   if (camera.status !== 'on') return <button onClick={() => camera.start()}>Camera on ({camera.status})</button>
 *   const facingMode = camera.facingMode === 'user' ? 'environment' : 'user'
 *   return (
 *     <>
 *       <button onClick={camera.stop}>Camera off</button>
 *       <button onClick={() => camera.start({ facingMode })}>Switch camera</button>
 *     </>
 *   )
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
    camera: useMemo(() => withControls(camera, media.camera), [camera, media]),
    microphone: useMemo(() => withControls(microphone, media.microphone), [microphone, media]),
    screen: useMemo(() => withControls(screen, media.screen), [screen, media]),
    devices,
  }
}

function withControls(snapshot: LocalDeviceSnapshot, { start, stop }: LocalDevice): UseLocalDevice {
  return { ...snapshot, start, stop }
}

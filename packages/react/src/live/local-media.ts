import { createLocalDevice, type LocalDevice, type LocalDeviceSnapshot } from './local-device.ts'

/** An available device. Without permission its label is empty, and its id may be empty. */
export interface DeviceChoice {
  readonly deviceId: string
  readonly label: string
}

/** The available devices by kind. */
export interface DeviceChoices {
  readonly cameras: readonly DeviceChoice[]
  readonly microphones: readonly DeviceChoice[]
  readonly speakers: readonly DeviceChoice[]
}

/** State of the local media. */
export interface LocalMediaSnapshot {
  readonly camera: LocalDeviceSnapshot
  readonly microphone: LocalDeviceSnapshot
  readonly screen: LocalDeviceSnapshot
  readonly devices: DeviceChoices
}

/** Camera, microphone and screen of this computer, independent of React. */
export interface LocalMedia {
  readonly camera: LocalDevice
  readonly microphone: LocalDevice
  readonly screen: LocalDevice
  getSnapshot(): LocalMediaSnapshot
  subscribe(listener: () => void): () => void
  /** Keeps the list of available devices up to date. Returns a function that stops it. */
  watchDevices(): () => void
  /** Switches all devices off. */
  stop(): void
}

const none: DeviceChoices = { cameras: [], microphones: [], speakers: [] }
const offDevice: LocalDeviceSnapshot = {
  status: 'off',
  track: undefined,
  deviceId: undefined,
  error: undefined,
}

/** The snapshot before any device is started, and on a server. */
export const idleLocalMedia: LocalMediaSnapshot = {
  camera: offDevice,
  microphone: offDevice,
  screen: offDevice,
  devices: none,
}

/** Returns the browser's devices. Read at call time, because a server has none. */
const browserDevices = (): MediaDevices => {
  const devices = globalThis.navigator?.mediaDevices
  if (!devices)
    throw new TypeError('This page cannot use devices: it must be served over https or from localhost')
  return devices
}

export function createLocalMedia(devicesOf: () => MediaDevices = browserDevices): LocalMedia {
  const listeners = new Set<() => void>()
  let snapshot = idleLocalMedia

  const change = () => {
    snapshot = {
      ...snapshot,
      camera: camera.getSnapshot(),
      microphone: microphone.getSnapshot(),
      screen: screen.getSnapshot(),
    }
    for (const listener of [...listeners]) listener()
  }
  const listDevices = async () => {
    const found = await devicesOf()
      .enumerateDevices()
      .catch(() => [])
    const choices = (kind: MediaDeviceKind) =>
      found.filter((one) => one.kind === kind).map(({ deviceId, label }) => ({ deviceId, label }))
    const devices = {
      cameras: choices('videoinput'),
      microphones: choices('audioinput'),
      speakers: choices('audiooutput'),
    }
    if (JSON.stringify(devices) === JSON.stringify(snapshot.devices)) return
    snapshot = { ...snapshot, devices }
    change()
  }
  const userDevice = (kind: 'audio' | 'video') =>
    createLocalDevice({
      ended: 'unplugged',
      onChange: change,
      async open(deviceId) {
        const constraint = deviceId === undefined ? true : { deviceId: { exact: deviceId } }
        const track = firstTrack(await devicesOf().getUserMedia({ [kind]: constraint }))
        // Labels are available once permission is granted.
        void listDevices()
        return track
      },
    })
  const camera = userDevice('video')
  const microphone = userDevice('audio')
  const screen = createLocalDevice({
    // Browsers have their own button to stop sharing, so an ended screen is switched off, not unplugged.
    ended: 'off',
    onChange: change,
    open: async () => firstTrack(await devicesOf().getDisplayMedia({ video: true })),
  })
  return {
    camera,
    microphone,
    screen,
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    watchDevices() {
      const devices = globalThis.navigator?.mediaDevices
      const refresh = () => void listDevices()
      if (devices) refresh()
      devices?.addEventListener?.('devicechange', refresh)
      return () => devices?.removeEventListener?.('devicechange', refresh)
    },
    stop() {
      for (const device of [camera, microphone, screen]) device.stop()
    },
  }
}

function firstTrack(stream: MediaStream): MediaStreamTrack {
  const [track] = stream.getTracks()
  if (!track) throw new DOMException('The device returned no track', 'NotFoundError')
  return track
}

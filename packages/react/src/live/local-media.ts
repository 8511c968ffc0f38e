import { createLocalDevice, type LocalDevice, type LocalDeviceSnapshot } from './local-device.ts'

/** A device that could be chosen. Without permission it has no label, and its id may be empty. */
export interface DeviceChoice {
  readonly deviceId: string
  readonly label: string
}

/** What there is to choose from. */
export interface DeviceChoices {
  readonly cameras: readonly DeviceChoice[]
  readonly microphones: readonly DeviceChoice[]
  readonly speakers: readonly DeviceChoice[]
}

/** What there is of local media at a moment. */
export interface LocalMediaSnapshot {
  readonly camera: LocalDeviceSnapshot
  readonly microphone: LocalDeviceSnapshot
  readonly screen: LocalDeviceSnapshot
  readonly devices: DeviceChoices
}

/** Camera, microphone and screen of this device, free of React. */
export interface LocalMedia {
  readonly camera: LocalDevice
  readonly microphone: LocalDevice
  readonly screen: LocalDevice
  getSnapshot(): LocalMediaSnapshot
  subscribe(listener: () => void): () => void
  /** Watches which devices there are, until the function that it returns is called. */
  watchDevices(): () => void
  /** Switches all off. */
  stop(): void
}

const none: DeviceChoices = { cameras: [], microphones: [], speakers: [] }
const offDevice: LocalDeviceSnapshot = {
  status: 'off',
  track: undefined,
  deviceId: undefined,
  error: undefined,
}

/** The snapshot before anything was asked for, and on a server. */
export const idleLocalMedia: LocalMediaSnapshot = {
  camera: offDevice,
  microphone: offDevice,
  screen: offDevice,
  devices: none,
}

/** Where devices come from: the browser's, looked up when it is used. */
const browserDevices = (): MediaDevices => {
  const devices = globalThis.navigator?.mediaDevices
  if (!devices)
    throw new TypeError('This page has no devices: it has to be served by https, or from localhost')
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
        const wanted = deviceId === undefined ? true : { deviceId: { exact: deviceId } }
        const track = only(await devicesOf().getUserMedia({ [kind]: wanted }))
        // Labels come with the permission.
        void listDevices()
        return track
      },
    })
  const camera = userDevice('video')
  const microphone = userDevice('audio')
  const screen = createLocalDevice({
    // The browser has a button of its own to end it.
    ended: 'off',
    onChange: change,
    open: async () => only(await devicesOf().getDisplayMedia({ video: true })),
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
      const look = () => void listDevices()
      if (devices) look()
      devices?.addEventListener?.('devicechange', look)
      return () => devices?.removeEventListener?.('devicechange', look)
    },
    stop() {
      for (const device of [camera, microphone, screen]) device.stop()
    },
  }
}

function only(stream: MediaStream): MediaStreamTrack {
  const [track] = stream.getTracks()
  if (!track) throw new DOMException('The device gave nothing', 'NotFoundError')
  return track
}

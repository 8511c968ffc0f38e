import { listen } from './listen.ts'
import { createLocalDevice, type LocalDevice, type LocalDeviceSnapshot, offDevice } from './local-device.ts'

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
  let listings = 0
  const listDevices = async () => {
    listings += 1
    const listing = listings
    // Some browsers cannot list devices, and some reject it.
    const found = await list(devicesOf).catch(() => [])
    if (listing !== listings) return
    const choices = (kind: MediaDeviceKind) =>
      found.filter((device) => device.kind === kind).map(({ deviceId, label }) => ({ deviceId, label }))
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
      async open({ deviceId, isRequired = true, facingMode }) {
        const constraints = {
          ...(deviceId === undefined ? {} : { deviceId: isRequired ? { exact: deviceId } : deviceId }),
          ...(facingMode === undefined || kind === 'audio' ? {} : { facingMode }),
        }
        const isAny = Object.keys(constraints).length === 0
        const stream = await devicesOf().getUserMedia({ [kind]: isAny || constraints })
        // Labels are available once permission is granted.
        void listDevices()
        return stream
      },
    })
  const camera = userDevice('video')
  const microphone = userDevice('audio')
  const screen = createLocalDevice({
    // Browsers have their own button to stop sharing, so an ended screen is switched off, not unplugged.
    ended: 'off',
    onChange: change,
    open: ({ audio = true }) => openScreen(devicesOf, audio),
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
      return listen(devices, ['devicechange'], refresh)
    },
    stop() {
      for (const device of [camera, microphone, screen]) device.stop()
    },
  }
}

const list = async (devicesOf: () => MediaDevices) => devicesOf().enumerateDevices()

/** Errors that come from asking for sound where the browser or the system cannot capture it. */
const soundErrors = ['NotSupportedError', 'NotReadableError', 'TypeError']

async function openScreen(devicesOf: () => MediaDevices, audio: boolean): Promise<MediaStream> {
  const devices = devicesOf()
  if (!audio) return devices.getDisplayMedia({ video: true })
  // The sound of the whole system includes the call, which the others would hear as an echo.
  const options = { video: true, audio: true, systemAudio: 'exclude' }
  return devices.getDisplayMedia(options).catch((error: Error) => {
    if (!soundErrors.includes(error.name)) throw error
    return devices.getDisplayMedia({ video: true })
  })
}

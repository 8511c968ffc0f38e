import { createLocalMedia } from '../src/live/local-media.ts'

type Kind = 'camera' | 'microphone' | 'screen'

const media = createLocalMedia()
media.watchDevices()

/** What the tests do with a page's devices. */
export const local = {
  start: (kind: Kind) => media[kind].start().then((track) => track?.readyState),
  /** Starts the first listed camera. Returns its listed id. */
  async startListed() {
    const [{ deviceId } = { deviceId: undefined }] = media.getSnapshot().devices.cameras
    await media.camera.start(deviceId)
    return deviceId
  },
  stop: (kind: Kind) => media[kind].stop(),
  status: (kind: Kind) => media.getSnapshot()[kind].status,
  cameras: () => media.getSnapshot().devices.cameras.map(({ label }) => label),
}

export type LocalPage = typeof local
Object.assign(globalThis, { local })

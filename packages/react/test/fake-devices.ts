import { createTrack } from '@greenroom/testing/fake-browser'

/** A track that remembers whether it was stopped. */
export interface FakeTrack extends MediaStreamTrack {
  stopped: boolean
}

interface Settings {
  readonly deviceId?: string
  readonly facingMode?: string
}

/** Creates a live track of a device. */
export function createDeviceTrack(kind: string, settings: Settings = {}): FakeTrack {
  const track: FakeTrack = Object.assign(createTrack(kind), {
    muted: false,
    stopped: false,
    getSettings: () => settings,
    stop: () => {
      track.stopped = true
    },
  })
  return track
}

/** Returns the devices of a computer, as a browser reports them. */
export function fakeDevices() {
  const devices = Object.assign(new EventTarget(), {
    listed: [
      { kind: 'videoinput', deviceId: 'c1', label: '' },
      { kind: 'audioinput', deviceId: 'm1', label: 'Headset' },
      { kind: 'audiooutput', deviceId: 's1', label: '' },
    ],
    tracks: [] as FakeTrack[],
    fail: undefined as Error | undefined,
    /** The constraints of all requests. */
    requests: [] as unknown[],
    enumerateDevices: async () => devices.listed,
    async getUserMedia(wanted: object) {
      devices.requests.push(wanted)
      if (devices.fail) throw devices.fail
      return open('video' in wanted ? 'video' : 'audio')
    },
    async getDisplayMedia(wanted: { audio?: boolean }) {
      devices.requests.push(wanted)
      if (devices.fail) throw devices.fail
      return wanted.audio ? open('audio', 'video') : open('video')
    },
  })
  const open = (...kinds: string[]) => {
    const tracks = kinds.map((kind) => createDeviceTrack(kind))
    devices.tracks.push(...tracks)
    return { getTracks: () => tracks }
  }
  return devices
}

/** Options of {@link fakePhone}. */
interface PhoneOptions {
  /** Whether tracks report the direction of their camera. Default: true. */
  readonly reportsDirection?: boolean
}

/** Returns the devices of a phone, which can open one camera at a time. */
export function fakePhone({ reportsDirection = true }: PhoneOptions = {}) {
  const directions: Readonly<Record<string, string>> = { front: 'user', rear: 'environment' }
  const phone = {
    tracks: [] as FakeTrack[],
    /** Ids of cameras that another app uses. */
    occupied: new Set<string>(),
    /** The requested cameras, with the error for those that did not open. */
    log: [] as string[],
    enumerateDevices: async () => [],
    async getUserMedia({ video }: { video: true | { deviceId?: { exact: string }; facingMode?: string } }) {
      const { deviceId, facingMode } = Object(video) as { deviceId?: { exact: string }; facingMode?: string }
      const id = deviceId?.exact ?? (facingMode === 'environment' ? 'rear' : 'front')
      const isBusy = phone.occupied.has(id) || phone.tracks.some(({ stopped }) => !stopped)
      const error = isBusy ? 'NotReadableError' : id in directions ? '' : 'OverconstrainedError'
      phone.log.push(`${id} ${error}`.trim())
      if (error) throw Object.assign(new Error('Could not start video source'), { name: error })
      const direction = directions[id]
      const track = createDeviceTrack('video', {
        deviceId: id,
        ...(reportsDirection && direction ? { facingMode: direction } : {}),
      })
      phone.tracks.push(track)
      return { getTracks: () => [track] }
    },
  }
  return phone
}

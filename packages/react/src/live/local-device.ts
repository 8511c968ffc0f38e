import { listen } from './listen.ts'

/** Status of a camera, a microphone or a screen. */
export type LocalDeviceStatus =
  | 'off'
  /** Waiting for the user's permission or for the device. */
  | 'starting'
  | 'on'
  /** Denied by the user or by the page's permissions policy. */
  | 'denied'
  /** Used by another program. */
  | 'in-use'
  /** No such device exists, or not the requested one. */
  | 'missing'
  /** Disconnected while it was on, or taken by the system. */
  | 'unplugged'
  /** Not supported by the browser, or the page is not a secure context. */
  | 'unsupported'
  /** Failed for another reason: see the error. */
  | 'failed'

/** State of a device. */
export interface LocalDeviceSnapshot {
  readonly status: LocalDeviceStatus
  /** Its track, while it is on. */
  readonly track: MediaStreamTrack | undefined
  /** The sound of a shared screen or tab, if the user shares it. */
  readonly audioTrack: MediaStreamTrack | undefined
  /** Its device id, while it is on. */
  readonly deviceId: string | undefined
  /** The direction of a phone's camera while it is on: `user` or `environment`. */
  readonly facingMode: string | undefined
  /**
   * Whether the system has muted it, for example during a phone call or with a hardware switch. Undefined
   * unless it is on.
   */
  readonly isMuted: boolean | undefined
  /** Why the last `start` failed. If the previous device could be kept, the status is still `on`. */
  readonly error: Error | undefined
}

/** Which device to start. */
export interface DeviceRequest {
  /** Id of the device. An empty id, as browsers report it before permission is granted, counts as none. */
  readonly deviceId?: string | undefined
  /** Whether only the device with this id will do. If false, another one starts instead. Default: true. */
  readonly isRequired?: boolean | undefined
  /**
   * The preferred direction of a camera: `user` is the front camera of a phone, `environment` its rear
   * camera. A computer starts whichever camera it has.
   */
  readonly facingMode?: 'user' | 'environment' | undefined
  /** Whether to offer sharing the sound of a screen too. Default: true. */
  readonly audio?: boolean | undefined
}

/** A device that can be switched on and off. It reports failures as its status; its methods never reject. */
export interface LocalDevice {
  getSnapshot(): LocalDeviceSnapshot
  /**
   * Switches it on, or to another device: pass an id or a request. Resolves to its track, or to undefined
   * when it failed. If another device cannot be started, the previous one stays on or is restored. A switch
   * keeps the track's `enabled`.
   */
  start(device?: string | DeviceRequest): Promise<MediaStreamTrack | undefined>
  /** Switches it off, and releases the device. */
  stop(): void
}

/** The state of a device that is off. */
export const offDevice: LocalDeviceSnapshot = {
  status: 'off',
  track: undefined,
  audioTrack: undefined,
  deviceId: undefined,
  facingMode: undefined,
  isMuted: undefined,
  error: undefined,
}

const statusOf: Readonly<Record<string, LocalDeviceStatus>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'in-use',
  AbortError: 'in-use',
  NotSupportedError: 'unsupported',
  TypeError: 'unsupported',
}

/** How a kind of device is opened and observed. */
export interface LocalDeviceOptions {
  /** Opens the device. The name of a thrown error determines the status. */
  readonly open: (request: DeviceRequest) => Promise<MediaStream>
  /** Status after the browser ends its track. */
  readonly ended: LocalDeviceStatus
  readonly onChange: () => void
}

export function createLocalDevice({ open, ended, onChange }: LocalDeviceOptions): LocalDevice {
  let snapshot = offDevice
  /** Number of the latest request. Results of earlier requests are ignored. */
  let latestRequest = 0
  /** Streams that the browser is opening. They may occupy the device, although their request is outdated. */
  const opening = new Set<Promise<MediaStream>>()
  /** The device that was on last, to restore it when another one fails. */
  let previous: DeviceRequest | undefined
  /** Whether the page had not muted the track that was on last, so that a switch does not unmute it. */
  let wasEnabled = true
  let close: () => void = () => undefined

  const update = (next: LocalDeviceSnapshot) => {
    snapshot = next
    onChange()
  }
  const forget = () => {
    previous = undefined
    wasEnabled = true
  }
  const openStream = (request: DeviceRequest) => {
    const stream = open(request)
    opening.add(stream)
    const forget = () => opening.delete(stream)
    stream.then(forget, forget)
    return stream
  }
  /** Opens a device. Releases the previous one first where only one can be open at a time. */
  const acquire = async (request: DeviceRequest, isLatest: () => boolean) => {
    // Only phones and tablets report a direction, and most of them cannot open two cameras at once.
    if (snapshot.facingMode) release()
    const others = [...opening]
    try {
      return await openStream(request)
    } catch (error) {
      const isBlockedByUs = snapshot.track !== undefined || others.length > 0
      if (!isLatest() || !isBlockedByUs || statusOfError(error) !== 'in-use') throw error
      release()
      await Promise.allSettled(others)
      if (!isLatest()) throw error
      return openStream(request)
    }
  }
  const release = () => {
    close()
    update({ ...offDevice, status: 'starting' })
  }
  const attach = (stream: MediaStream, request: DeviceRequest, error?: Error) => {
    const tracks = stream.getTracks()
    const track = mainTrack(tracks)
    const audioTrack = tracks.find((other) => other !== track && other.kind === 'audio')
    const { deviceId, facingMode } = track.getSettings?.() ?? {}
    const onEnded = () => {
      close()
      // Opening another camera can end the previous one.
      if (snapshot.status === 'starting') return update({ ...offDevice, status: 'starting' })
      forget()
      update({ ...offDevice, status: ended })
    }
    close()
    track.enabled = wasEnabled
    const stops = [
      listen(track, ['ended'], onEnded),
      listen(track, ['mute'], () => update({ ...snapshot, isMuted: true })),
      listen(track, ['unmute'], () => update({ ...snapshot, isMuted: false })),
      listen(audioTrack, ['ended'], () => update({ ...snapshot, audioTrack: undefined })),
    ]
    close = () => {
      wasEnabled = track.enabled
      for (const stop of stops) stop()
      stopAll(stream)
      close = () => undefined
    }
    previous = deviceId ? { deviceId } : request
    const isMuted = track.muted ?? false
    update({ status: 'on', track, audioTrack, deviceId, facingMode, isMuted, error })
    return track
  }
  return {
    getSnapshot: () => snapshot,
    async start(device) {
      latestRequest += 1
      const number = latestRequest
      const isLatest = () => number === latestRequest
      /** Opens a device for this request. Resolves to undefined if there is a newer one. */
      const run = async (request: DeviceRequest, error?: Error) => {
        const stream = await (error ? openStream(request) : acquire(request, isLatest))
        if (isLatest()) return attach(stream, request, error)
        stopAll(stream)
        return undefined
      }
      update({ ...snapshot, status: 'starting', error: undefined })
      try {
        return await run(requestOf(device))
      } catch (thrown) {
        if (!isLatest()) return undefined
        const error = errorOf(thrown)
        if (snapshot.track) {
          update({ ...snapshot, status: 'on', error })
          return undefined
        }
        const restored = previous && (await run(previous, error).catch(() => undefined))
        if (restored || !isLatest()) return undefined
        forget()
        update({ ...offDevice, status: statusOfError(error), error })
        return undefined
      }
    },
    stop() {
      latestRequest += 1
      close()
      forget()
      if (snapshot !== offDevice) update(offDevice)
    },
  }
}

/** Returns the request for a device, without an empty id. */
function requestOf(device: string | DeviceRequest | undefined): DeviceRequest {
  const request = typeof device === 'string' ? { deviceId: device } : { ...device }
  return { ...request, deviceId: request.deviceId || undefined }
}

function mainTrack(tracks: readonly MediaStreamTrack[]): MediaStreamTrack {
  const track = tracks.find(({ kind }) => kind === 'video') ?? tracks[0]
  if (!track) throw new DOMException('The device returned no track', 'NotFoundError')
  return track
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

function errorOf(thrown: unknown): Error {
  return thrown instanceof Error
    ? thrown
    : new Error('The browser did not open the device', { cause: thrown })
}

function statusOfError(error: unknown): LocalDeviceStatus {
  return statusOf[String(Reflect.get(Object(error), 'name'))] ?? 'failed'
}

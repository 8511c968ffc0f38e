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
  /** Disconnected while it was on. */
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
  /** Its device id, while it is on. */
  readonly deviceId: string | undefined
  /** Why it could not be switched on. */
  readonly error: Error | undefined
}

/** A device that can be switched on and off. It reports failures as its status; its methods never reject. */
export interface LocalDevice {
  getSnapshot(): LocalDeviceSnapshot
  /** Switches it on, or to another device. Resolves to its track, or to undefined when it failed. */
  start(deviceId?: string): Promise<MediaStreamTrack | undefined>
  /** Switches it off, and releases the device. */
  stop(): void
}

const off: LocalDeviceSnapshot = { status: 'off', track: undefined, deviceId: undefined, error: undefined }

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
  readonly open: (deviceId: string | undefined) => Promise<MediaStreamTrack>
  /** Status after the browser ends its track. */
  readonly ended: LocalDeviceStatus
  readonly onChange: () => void
}

export function createLocalDevice({ open, ended, onChange }: LocalDeviceOptions): LocalDevice {
  let snapshot = off
  /** Number of the latest request. Results of earlier requests are ignored. */
  let latestRequest = 0
  let close: () => void = () => undefined

  const update = (next: LocalDeviceSnapshot) => {
    snapshot = next
    onChange()
  }
  const attach = (track: MediaStreamTrack) => {
    const onEnded = () => {
      close()
      update({ ...off, status: ended })
    }
    track.addEventListener('ended', onEnded)
    close = () => {
      track.removeEventListener('ended', onEnded)
      track.stop()
      close = () => undefined
    }
  }
  return {
    getSnapshot: () => snapshot,
    async start(deviceId) {
      latestRequest += 1
      const request = latestRequest
      const before = close
      update({ ...snapshot, status: 'starting', error: undefined })
      try {
        const track = await open(deviceId)
        if (request !== latestRequest) {
          track.stop()
          return undefined
        }
        before()
        attach(track)
        update({ status: 'on', track, deviceId: track.getSettings?.().deviceId, error: undefined })
        return track
      } catch (thrown) {
        if (request !== latestRequest) return undefined
        const error =
          thrown instanceof Error
            ? thrown
            : new Error('The browser did not open the device', { cause: thrown })
        before()
        update({ ...off, status: statusOf[error.name] ?? 'failed', error })
        return undefined
      }
    },
    stop() {
      latestRequest += 1
      close()
      if (snapshot !== off) update(off)
    },
  }
}

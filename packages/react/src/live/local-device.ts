/** How a camera, a microphone or a screen stands. */
export type LocalDeviceStatus =
  | 'off'
  /** It was asked for, and the user or the device takes their time. */
  | 'starting'
  | 'on'
  /** The user, or the page's policy, said no. */
  | 'denied'
  /** Another program has it. */
  | 'in-use'
  /** There is none, or not the one that was asked for. */
  | 'missing'
  /** It went away while it was on. */
  | 'unplugged'
  /** The browser cannot do it, or the page is not secure. */
  | 'unsupported'
  /** Something else: see the error. */
  | 'failed'

/** What there is of a device at a moment. */
export interface LocalDeviceSnapshot {
  readonly status: LocalDeviceStatus
  /** What it gives while it is on. */
  readonly track: MediaStreamTrack | undefined
  /** Which one it is, while it is on. */
  readonly deviceId: string | undefined
  /** Why it is not on, if it is not for want of asking. */
  readonly error: Error | undefined
}

/** A device that is switched on and off. What goes wrong is its status; nothing rejects. */
export interface LocalDevice {
  getSnapshot(): LocalDeviceSnapshot
  /** Switches it on, or to another one; resolves to its track, if there is one. */
  start(deviceId?: string): Promise<MediaStreamTrack | undefined>
  /** Switches it off, and gives the device back. */
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

/** What tells the kinds of devices apart. */
export interface LocalDeviceOptions {
  /** Asks the browser for it. What it throws is read by its name. */
  readonly open: (deviceId: string | undefined) => Promise<MediaStreamTrack>
  /** How it stands after its track ended by itself. */
  readonly ended: LocalDeviceStatus
  readonly onChange: () => void
}

export function createLocalDevice({ open, ended, onChange }: LocalDeviceOptions): LocalDevice {
  let snapshot = off
  /** The latest wish; an earlier one that comes true late is of no interest. */
  let wish = 0
  let close: () => void = () => undefined

  const tell = (next: LocalDeviceSnapshot) => {
    snapshot = next
    onChange()
  }
  const hold = (track: MediaStreamTrack) => {
    const onEnded = () => {
      close()
      tell({ ...off, status: ended })
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
      wish += 1
      const mine = wish
      const before = close
      tell({ ...snapshot, status: 'starting', error: undefined })
      try {
        const track = await open(deviceId)
        if (mine !== wish) {
          track.stop()
          return undefined
        }
        before()
        hold(track)
        tell({ status: 'on', track, deviceId: track.getSettings?.().deviceId, error: undefined })
        return track
      } catch (thrown) {
        if (mine !== wish) return undefined
        const error = thrown instanceof Error ? thrown : new Error('The browser refused', { cause: thrown })
        before()
        tell({ ...off, status: statusOf[error.name] ?? 'failed', error })
        return undefined
      }
    },
    stop() {
      wish += 1
      close()
      if (snapshot !== off) tell(off)
    },
  }
}

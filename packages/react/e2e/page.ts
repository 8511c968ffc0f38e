import { createLocalMedia } from '../src/live/local-media.ts'

type Kind = 'camera' | 'microphone' | 'screen'

const media = createLocalMedia()
media.watchDevices()

/** What the tests do with a page's devices. */
export const local = {
  start: (kind: Kind) => media[kind].start().then((track) => track?.readyState),
  stop: (kind: Kind) => media[kind].stop(),
  status: (kind: Kind) => media.getSnapshot()[kind].status,
  cameras: () => media.getSnapshot().devices.cameras.map(({ label }) => label),
}

export type LocalPage = typeof local
Object.assign(globalThis, { local })

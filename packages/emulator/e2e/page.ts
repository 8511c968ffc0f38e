import { createPicture, createTone, type Picture } from '@greenroom/testing/devices'
import { colorOf, createToneMeter, framesOf, type ToneMeter } from '@greenroom/testing/media-probes'
import { initialize } from '@telnyx/video'
import { redirectLiveRoom } from '../src/browser.ts'
import { listenToFile, watchFile } from './playback.ts'

/** The parts of the `@telnyx/video` room that the tests use. The package's own types do not compile. */
export interface VendorRoom {
  connect(): Promise<void>
  disconnect(): Promise<void>
  updateClientToken(token: string): Promise<void>
  on(event: string, listener: (...args: unknown[]) => void): () => void
  getState(): VendorState
  getLocalParticipant(): { readonly id: string }
  addStream(key: string, tracks: object): Promise<void>
  updateStream(key: string, tracks: object): Promise<void>
  removeStream(key: string): Promise<void>
  addSubscription(participantId: string, key: string, wants: object): Promise<void>
  updateSubscription(participantId: string, key: string, wants: object): Promise<void>
  sendMessage(message: object, to?: readonly string[]): Promise<void>
}

interface VendorState {
  readonly status: string
  readonly participants: ReadonlyMap<string, VendorParticipant>
  readonly streams: ReadonlyMap<string, VendorStream>
  readonly mixedAudioTrack?: MediaStreamTrack
}

interface VendorParticipant {
  readonly id: string
  readonly context?: string
  readonly origin: string
  readonly streams: Readonly<Record<string, string>>
}

interface VendorStream {
  readonly key: string
  readonly participantId: string
  readonly isAudioEnabled: boolean
  readonly isVideoEnabled: boolean
  readonly isAudioCensored: boolean
  readonly videoTrack?: MediaStreamTrack
}

/** How a tab joins a call. */
export interface Part {
  readonly emulator: string
  readonly roomId: string
  readonly clientToken: string
  readonly name: string
  readonly messages?: boolean
}

let room: VendorRoom
let picture: Picture | undefined
let tone: MediaStreamTrack | undefined
let toneMeter: ToneMeter | undefined
const events: unknown[][] = []
const names = [
  'connected disconnected participant_joined participant_leaving participant_left stream_published',
  'stream_unpublished track_enabled track_disabled track_censored track_uncensored audio_activity',
  'subscription_started subscription_ended message_received',
]

const streamOf = (participantId: string, key: string) =>
  [...room.getState().streams.values()].find(
    (stream) => stream.participantId === participantId && stream.key === key,
  )

/** Functions that the tests call in a tab. */
export const live = {
  events,
  async initialize({ emulator, roomId, clientToken, name, messages = false }: Part): Promise<void> {
    redirectLiveRoom(emulator)
    const context = JSON.stringify({ name })
    room = (await initialize({
      roomId,
      clientToken,
      context,
      enableMessages: messages,
      logLevel: 'OFF',
    })) as unknown as VendorRoom
    for (const event of names.join(' ').split(' ')) {
      // The last argument is the room state, which cannot be serialized for the test.
      room.on(event, (...args) => events.push([event, ...args.slice(0, -1)]))
    }
  },
  async join(part: Part): Promise<string> {
    await live.initialize(part)
    await room.connect()
    return room.getLocalParticipant().id
  },
  status: () => room.getState().status,
  participants: () =>
    [...room.getState().participants.values()].map(({ id, context, origin, streams }) => ({
      id,
      name: context === undefined ? undefined : (JSON.parse(context) as { name: string }).name,
      origin,
      streams: Object.keys(streams),
    })),
  stream(participantId: string, key = 'self') {
    const stream = streamOf(participantId, key)
    if (!stream) return undefined
    const { isAudioEnabled, isVideoEnabled, isAudioCensored } = stream
    return { isAudioEnabled, isVideoEnabled, isAudioCensored }
  },
  async publish(key: string, color: string | undefined, hertz: number | undefined, simulcast = false) {
    picture = color === undefined ? undefined : createPicture(color)
    tone = hertz === undefined ? undefined : createTone(hertz)
    const video = simulcast ? { track: picture?.track, options: { enableSimulcast: true } } : picture?.track
    await room.addStream(key, { audio: tone, video })
  },
  async publishCamera() {
    const devices = await navigator.mediaDevices.getUserMedia({ audio: true, video: true })
    await room.addStream('self', { audio: devices.getAudioTracks()[0], video: devices.getVideoTracks()[0] })
  },
  cameraOff: () => room.updateStream('self', { audio: tone }),
  cameraOn: () => room.updateStream('self', { audio: tone, video: picture?.track }),
  unpublish: (key: string) => room.removeStream(key),
  subscribe: (participantId: string, key = 'self') =>
    room.addSubscription(participantId, key, { audio: true, video: true }),
  configure: (participantId: string, wants: { audio: boolean; video: boolean }) =>
    room.updateSubscription(participantId, 'self', wants),
  /** Returns the color in the middle of a participant's video. */
  color: (participantId: string, key = 'self') => colorOf(streamOf(participantId, key)?.videoTrack),
  frames: (participantId: string, key = 'self') => framesOf(streamOf(participantId, key)?.videoTrack),
  /** Returns the level of a tone in the mix, in decibels. */
  loudness(hertz: number) {
    const { mixedAudioTrack } = room.getState()
    if (!mixedAudioTrack) return Number.NEGATIVE_INFINITY
    toneMeter ??= createToneMeter(mixedAudioTrack)
    return toneMeter.loudness(hertz)
  },
  say: (text: string, to?: readonly string[]) => room.sendMessage({ type: 'text', payload: text }, to),
  updateToken: (token: string) => room.updateClientToken(token),
  leave: () => room.disconnect(),
  watchFile,
  listenToFile,
}

export type LivePage = typeof live
Object.assign(globalThis, { live })

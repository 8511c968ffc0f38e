import { createClient } from '@greenroom/core'
import { createJoinTokenSource, joinTokenFrom } from '@greenroom/core/join-token'
import { redirectLiveRoom } from '@greenroom/emulator/browser'
import { createPicture, createTone, type Picture } from '@greenroom/testing/devices'
import { colorOf, createToneMeter, framesOf, type ToneMeter } from '@greenroom/testing/media-probes'
import { initialize } from '@telnyx/video'
import { createLiveRoom, type LiveRoom } from '../src/index.ts'

const peers: RTCPeerConnection[] = []
globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration?: RTCConfiguration) {
    super(configuration)
    peers.push(this)
  }
}

/** How a browser tab joins a room. */
export interface JoinOptions {
  readonly emulator: string
  readonly roomId: string
  readonly name: string
}

let room: LiveRoom
let picture: Picture | undefined
let tone: MediaStreamTrack | undefined
let mixMeter: { readonly track: MediaStreamTrack; readonly meter: ToneMeter } | undefined
/** The states of the room, without consecutive duplicates. */
const states: string[] = []
/** When the room left, and when its newest token expires, in milliseconds of the computer's clock. */
const times = { left: Number.NaN, expires: Number.NaN }
/** Number of tokens that were minted or refreshed. */
let tokens = 0

const nameOf = (participantId: string) => {
  const { context } = room.getSnapshot().participants.find(({ id }) => id === participantId) ?? {}
  return context === undefined ? undefined : (JSON.parse(context) as { name: string }).name
}
const streamOf = (name: string, key: string) =>
  room
    .getSnapshot()
    .streams.find((stream) => !stream.isLocal && stream.key === key && nameOf(stream.participantId) === name)

/**
 * What the tests do in a browser tab. Participants are identified by name, since their ids change on
 * reconnection.
 */
export const call = {
  states,
  async join({ emulator, roomId, name }: JoinOptions): Promise<void> {
    redirectLiveRoom(emulator)
    const client = createClient({ baseUrl: '/telnyx', headers: { 'x-user': name } })
    const source = createJoinTokenSource({
      roomId,
      identity: name,
      ...joinTokenFrom(client, roomId),
      onEvent(event) {
        if (event.type !== 'minted' && event.type !== 'refreshed') return
        tokens += 1
        times.expires = event.expiresAt
      },
    })
    room = createLiveRoom({ roomId, source, initialize, context: JSON.stringify({ name }) })
    let last = ''
    room.subscribe(() => {
      const { status, reason } = room.getSnapshot()
      const now = reason === undefined ? status : `${status}: ${reason}`
      // Compares with `last`, because a test may have emptied `states`.
      if (last !== now) states.push(now)
      if (last !== now && status === 'left') times.left = Date.now()
      last = now
    })
    await room.join()
  },
  tokens: () => tokens,
  times: () => times,
  status: () => room.getSnapshot().status,
  end() {
    const { status, reason, error } = room.getSnapshot()
    return { status, reason, error: error?.message, code: Object(error)['code'] as unknown }
  },
  names: () =>
    room
      .getSnapshot()
      .participants.map(({ id }) => nameOf(id))
      .sort(),
  id: () => room.getSnapshot().localParticipantId,
  speaks: (name: string) =>
    room.getSnapshot().participants.some(({ id, isSpeaking }) => isSpeaking && nameOf(id) === name),
  stream(name: string, key = 'self') {
    const { isAudioEnabled, isVideoEnabled, isMuted, videoTrack } = streamOf(name, key) ?? {}
    return { isAudioEnabled, isVideoEnabled, isMuted, hasVideo: videoTrack !== undefined }
  },
  async publish(key: string, color: string | undefined, hertz: number | undefined) {
    picture = color === undefined ? undefined : createPicture(color, 320, 240)
    tone = hertz === undefined ? undefined : createTone(hertz)
    await room.publish(key, { audio: tone, video: picture?.track })
  },
  unplug() {
    // A browser does this when a camera is unplugged.
    picture?.track.stop()
    picture?.track.dispatchEvent(new Event('ended'))
  },
  cameraOff: () => room.publish('self', { audio: tone }),
  cameraOn: () => room.publish('self', { audio: tone, video: picture?.track }),
  unpublish: (key: string) => room.unpublish(key),
  color: (name: string, key = 'self') => colorOf(streamOf(name, key)?.videoTrack),
  frames: (name: string, key = 'self') => framesOf(streamOf(name, key)?.videoTrack).count,
  /** Returns the level of a tone in the mix, in decibels. */
  loudness(hertz: number) {
    const { audioTrack } = room.getSnapshot()
    if (!audioTrack) return Number.NEGATIVE_INFINITY
    if (mixMeter?.track !== audioTrack) mixMeter = { track: audioTrack, meter: createToneMeter(audioTrack) }
    return mixMeter.meter.loudness(hertz)
  },
  async send(text: string, to?: string) {
    const { id } = room.getSnapshot().participants.find((participant) => nameOf(participant.id) === to) ?? {}
    await room.send(text, id === undefined ? undefined : [id])
  },
  messages: () => room.getSnapshot().messages.map(({ from, text }) => `${nameOf(from)}: ${text}`),
  leave: () => room.leave(),
  /** Returns the number of open peer connections. */
  openPeers: () => peers.filter(({ signalingState }) => signalingState !== 'closed').length,
  dispose: () => room.dispose(),
}

export type CallPage = typeof call
Object.assign(globalThis, { call })

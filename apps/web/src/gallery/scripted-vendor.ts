import type { UseLiveRoomOptions } from '@greenroom/react/live'
import { type Picture, startPicture } from './pictures.ts'
import { idOf, type ScriptedPerson } from './scripted-people.ts'

/** A message of a scripted room: the place of its sender in the list of people, and its text. */
export type ScriptedMessage = readonly [sender: number, text: string]

/** What happens in a scripted room. */
export interface RoomScript {
  /** Everyone in the room. The first one is the user. */
  readonly people: readonly ScriptedPerson[]
  readonly messages?: readonly ScriptedMessage[]
  /** How joining goes. Default: it succeeds. */
  readonly joining?: 'succeeds' | 'hangs' | 'fails' | 'rejected' | 'unsupported'
  /** Whether messages arrive. Default: true. */
  readonly canSend?: boolean
  /** What happens after joining. Default: the call goes on. */
  readonly after?: 'connection lost' | 'session ended' | 'user removed' | 'sound paused'
}

type Listener = (...values: readonly unknown[]) => void

interface ScriptedStream {
  readonly id: string
  readonly key: string
  readonly participantId: string
  readonly origin: 'local' | 'remote'
  readonly isAudioEnabled: boolean
  readonly isVideoEnabled: boolean
  readonly isAudioCensored: boolean
  readonly isVideoCensored: boolean
  readonly videoTrack: MediaStreamTrack | undefined
}

interface PublishedTracks {
  readonly audio?: MediaStreamTrack
  readonly video?: MediaStreamTrack
}

/** The vendor's package, with rooms that follow a script instead of a server. */
export interface ScriptedVendor {
  readonly load: NonNullable<UseLiveRoomOptions['load']>
  /** Stops the pictures. */
  stop(): void
}

/** How many different people the pictures show. */
const faces = 6

const never = new Promise<never>(() => undefined)

/**
 * Creates rooms that follow a script. All above them is the real code: the live room, the hooks and the
 * components.
 */
export function createScriptedVendor(script: RoomScript): ScriptedVendor {
  const pictures = createPictures()
  const restore = script.joining === 'unsupported' ? hidePeerConnections() : () => undefined
  let stays = 0
  const initialize = async () => {
    stays += 1
    const isReconnecting = stays > 1 && script.after === 'connection lost'
    if (script.joining === 'hangs' || isReconnecting) return never
    if (script.joining === 'fails') throw new Error('The server does not respond')
    return createRoom(script, pictures)
  }
  const stop = () => {
    restore()
    pictures.stop()
  }
  return { load: async () => ({ initialize }), stop }
}

/** Makes this browser one without WebRTC, and returns how to undo it. */
function hidePeerConnections(): () => void {
  const { RTCPeerConnection } = globalThis
  Reflect.deleteProperty(globalThis, 'RTCPeerConnection')
  return () => Object.assign(globalThis, { RTCPeerConnection })
}

function createRoom(
  { people, messages = [], canSend = true, joining, after }: RoomScript,
  pictures: Pictures,
) {
  const listeners = new Map<string, Set<Listener>>()
  const emit = (event: string, ...values: readonly unknown[]) => {
    for (const listener of listeners.get(event) ?? []) listener(...values)
  }
  const participants = new Map(people.map((person, index) => [idOf(index), participantOf(person, index)]))
  const streams = new Map(
    people
      .flatMap((person, index) => (index === 0 ? [] : streamsOf(person, index, pictures)))
      .map((stream) => [stream.id, stream]),
  )
  const mixedAudioTrack = after === 'sound paused' ? createSilence() : undefined
  let timer: ReturnType<typeof setInterval> | undefined

  const advance = () => {
    // As a system does during a phone call.
    if (after === 'sound paused') for (const audio of document.querySelectorAll('audio')) audio.pause()
    people.forEach(({ isSpeaking }, index) => {
      if (isSpeaking) emit('audio_activity', idOf(index))
    })
  }
  const start = () => {
    advance()
    timer = setInterval(advance, 1_000)
    for (const [sender, payload] of messages) {
      emit('message_received', idOf(sender), { type: 'text', payload }, null)
    }
    if (after === 'connection lost') emit('disconnected', 'timed_out')
    if (after === 'session ended') emit('disconnected', 'session_terminated')
    if (after === 'user removed') emit('participant_leaving', idOf(0), 'kicked')
  }
  const publish = async (key: string, { audio, video }: PublishedTracks) => {
    streams.set(`you-${key}`, {
      ...streamOf(0, key),
      id: `you-${key}`,
      isAudioEnabled: audio !== undefined,
      isVideoEnabled: video !== undefined,
      videoTrack: video,
    })
    emit('state_changed')
  }
  return {
    on(event: string, listener: Listener) {
      const known = listeners.get(event) ?? new Set()
      listeners.set(event, known.add(listener))
      return () => known.delete(listener)
    },
    async connect() {
      if (joining === 'rejected') {
        setTimeout(() => emit('disconnected', 'unauthorized'))
        return never
      }
      setTimeout(start)
    },
    async disconnect() {
      clearInterval(timer)
    },
    getState: () => ({ localParticipantId: idOf(0), participants, streams, mixedAudioTrack }),
    updateClientToken: async () => undefined,
    addStream: publish,
    updateStream: publish,
    async removeStream(key: string) {
      streams.delete(`you-${key}`)
      emit('state_changed')
    },
    addSubscription: async () => undefined,
    updateSubscription: async () => undefined,
    removeSubscription: async () => undefined,
    async sendMessage() {
      if (!canSend) throw new Error('The server does not respond')
    },
  }
}

function createSilence(): MediaStreamTrack | undefined {
  return new AudioContext().createMediaStreamDestination().stream.getAudioTracks()[0]
}

function participantOf({ name, isTelephone }: ScriptedPerson, index: number) {
  return {
    id: idOf(index),
    context: JSON.stringify({ name }),
    origin: index === 0 ? 'local' : isTelephone ? 'telephony_engine' : 'remote',
    canReceiveMessages: true,
  }
}

function streamOf(index: number, key: string): ScriptedStream {
  return {
    id: `${idOf(index)}-${key}`,
    key,
    participantId: idOf(index),
    origin: index === 0 ? 'local' : 'remote',
    isAudioEnabled: true,
    isVideoEnabled: true,
    isAudioCensored: false,
    isVideoCensored: false,
    videoTrack: undefined,
  }
}

function streamsOf(person: ScriptedPerson, index: number, pictures: Pictures): ScriptedStream[] {
  const { camera = 'on', isMicrophoneOn = true, isMuted = false, isTelephone, hasScreen } = person
  const hasCamera = camera !== 'none' && !isTelephone
  const own: ScriptedStream = {
    ...streamOf(index, 'self'),
    isAudioEnabled: isMicrophoneOn,
    isVideoEnabled: camera !== 'off',
    isAudioCensored: isMuted,
    videoTrack: camera === 'off' ? undefined : pictures.ofPerson(index, camera),
  }
  const screen: ScriptedStream = { ...streamOf(index, 'presentation'), videoTrack: pictures.ofScreen() }
  return [...(hasCamera ? [own] : []), ...(hasScreen ? [screen] : [])]
}

/** The pictures of a room, which start when they are needed. */
interface Pictures {
  ofPerson(index: number, camera: ScriptedPerson['camera']): MediaStreamTrack | undefined
  ofScreen(): MediaStreamTrack | undefined
  stop(): void
}

function createPictures(): Pictures {
  const started = new Map<string, Picture | undefined>()
  const pictureOf = (kind: 'person' | 'screen', variant: number, rate?: number) => {
    const key = `${kind}-${variant}-${rate}`
    if (!started.has(key)) started.set(key, startPicture(kind, variant, rate))
    return started.get(key)?.track
  }
  return {
    ofPerson(index, camera) {
      if (camera === 'weak') return pictureOf('person', index % faces, 2)
      // One frame, and no other within the time that the gallery is looked at.
      if (camera === 'frozen') return pictureOf('person', index % faces, 0.001)
      return pictureOf('person', index % faces)
    },
    ofScreen: () => pictureOf('screen', 0),
    stop() {
      for (const picture of started.values()) picture?.stop()
    },
  }
}

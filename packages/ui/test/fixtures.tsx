import { createClient } from '@greenroom/core'
import { idleLiveRoom, type LiveRoom, type LiveRoomSnapshot, type LiveStream } from '@greenroom/live'
import { GreenroomProvider } from '@greenroom/react'
import type { ParticipantWithStreams } from '@greenroom/react/live'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { CallMedia } from '../src/index.ts'

/** What components use of a room, with a snapshot that the test sets. */
export interface FakeRoom {
  readonly room: LiveRoom
  /** The texts that were sent. */
  readonly sent: string[]
  set(changes: Partial<LiveRoomSnapshot>): void
}

export function fakeRoom(first: Partial<LiveRoomSnapshot> = {}): FakeRoom {
  let snapshot = { ...idleLiveRoom, ...first }
  const listeners = new Set<() => void>()
  const sent: string[] = []
  const room: Pick<LiveRoom, 'getSnapshot' | 'subscribe' | 'show' | 'send'> = {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    show: () => () => undefined,
    async send(text) {
      sent.push(text)
    },
  }
  return {
    room: room as LiveRoom,
    sent,
    set(changes) {
      snapshot = { ...snapshot, ...changes }
      for (const listener of listeners) listener()
    },
  }
}

export const stream = (changes: Partial<LiveStream> = {}): LiveStream => ({
  id: 's1',
  participantId: 'p1',
  key: 'self',
  isLocal: false,
  isAudioEnabled: true,
  isVideoEnabled: false,
  isMuted: false,
  audioTrack: undefined,
  videoTrack: undefined,
  ...changes,
})

export const person = (
  name: string,
  changes: Partial<ParticipantWithStreams> = {},
): ParticipantWithStreams => ({
  id: name.toLowerCase(),
  context: JSON.stringify({ name }),
  isLocal: false,
  isTelephone: false,
  canReceiveMessages: true,
  isSpeaking: false,
  streams: [],
  ...changes,
})

const off = {
  status: 'off',
  track: undefined,
  audioTrack: undefined,
  deviceId: undefined,
  facingMode: undefined,
  isMuted: undefined,
  error: undefined,
  start: async () => undefined,
  stop: () => undefined,
} as const

/** The devices of a user, all of them off. */
export const media = (changes: Partial<CallMedia> = {}): CallMedia => ({
  camera: off,
  microphone: off,
  screen: off,
  devices: { cameras: [], microphones: [], speakers: [] },
  preferences: { isCameraOn: true, isMicrophoneOn: true },
  chooseCamera: () => undefined,
  chooseMicrophone: () => undefined,
  chooseSpeaker: () => undefined,
  switchCamera: () => undefined,
  toggleCamera: () => undefined,
  toggleMicrophone: () => undefined,
  toggleScreen: () => undefined,
  ...changes,
})

/** A page with a gateway that never responds. */
export function Page({ children }: { readonly children: ReactNode }) {
  const client = createClient({
    baseUrl: 'https://gateway.example/telnyx',
    fetch: () => new Promise(() => undefined),
  })
  return (
    <QueryClientProvider client={new QueryClient()}>
      <GreenroomProvider client={client}>{children}</GreenroomProvider>
    </QueryClientProvider>
  )
}

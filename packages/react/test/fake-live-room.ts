import {
  idleLiveRoom,
  type LiveParticipant,
  type LiveRoom,
  type LiveRoomSnapshot,
  type LiveStream,
} from '@greenroom/live'
import { createTrack } from '@greenroom/testing/fake-browser'
import { cleanup } from '@testing-library/react'
import { afterEach, beforeEach, type Mock, vi } from 'vitest'

/** What components use of a room, with a snapshot that the test sets. */
export interface FakeLiveRoom {
  readonly room: LiveRoom
  /** The streams that are marked as visible. */
  readonly shown: readonly string[]
  set(changes: Partial<LiveRoomSnapshot>): void
}

export function fakeLiveRoom(first: Partial<LiveRoomSnapshot> = {}): FakeLiveRoom {
  let snapshot = { ...idleLiveRoom, ...first }
  const listeners = new Set<() => void>()
  const shown: string[] = []
  const room: Pick<LiveRoom, 'getSnapshot' | 'subscribe' | 'show'> = {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    show(participantId, key) {
      shown.push(`${participantId}/${key}`)
      return () => void shown.splice(shown.indexOf(`${participantId}/${key}`), 1)
    },
  }
  const set = (changes: Partial<LiveRoomSnapshot>) => {
    snapshot = { ...snapshot, ...changes }
    for (const listener of listeners) listener()
  }
  return { room: room as LiveRoom, shown, set }
}

export const createStream = (changes: Partial<LiveStream> = {}): LiveStream => ({
  id: 's1',
  participantId: 'p1',
  key: 'self',
  isLocal: false,
  isAudioEnabled: true,
  isVideoEnabled: true,
  isMuted: false,
  audioTrack: undefined,
  videoTrack: createTrack('video'),
  ...changes,
})

export const createParticipant = (changes: Partial<LiveParticipant> = {}): LiveParticipant => ({
  id: 'p1',
  context: undefined,
  isLocal: false,
  isTelephone: false,
  canReceiveMessages: true,
  isSpeaking: false,
  ...changes,
})

/** Gives media elements a `play` that resolves. Returns it, so that a test can make it fail. */
export function installFakeMediaElements(): Mock<() => unknown> {
  const play = vi.fn<() => unknown>()
  beforeEach(() => {
    play.mockReset().mockResolvedValue(undefined)
    vi.stubGlobal('MediaStream', class {})
    const members = { play, srcObject: null }
    for (const [name, value] of Object.entries(members)) {
      Object.defineProperty(HTMLMediaElement.prototype, name, { value, configurable: true, writable: true })
    }
  })
  afterEach(() => {
    cleanup()
    vi.unstubAllGlobals()
  })
  return play
}

/** The error with which a browser blocks playback. */
export const notAllowed = () => Object.assign(new Error('no gesture'), { name: 'NotAllowedError' })

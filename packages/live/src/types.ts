import type { JoinTokenSource, Timers } from '@greenroom/core/join-token'
import type { Initialize } from './vendor.ts'

/** How far a room has got. */
export type LiveRoomStatus =
  /** Nobody has asked to join. */
  | 'idle'
  | 'joining'
  | 'joined'
  /** The connection was lost, and is made again; streams stay in the snapshot as they were. */
  | 'reconnecting'
  /** It is over, for the `reason`. */
  | 'left'

/** Why a room ended, or is being joined again. */
export type LeaveReason =
  /** A host put this participant out. */
  | 'kicked'
  /** The session was ended for all. */
  | 'ended'
  /** The token was turned away, or there is none to be had. */
  | 'unauthorized'
  /** The gateway took the access back. */
  | 'revoked'
  /** The connection was lost, or could not be made. */
  | 'network'
  /** `leave` or `dispose` was called. */
  | 'left'

/** Somebody in the room. */
export interface LiveParticipant {
  readonly id: string
  /** What they said of themselves when they joined; with a gateway a signed statement. */
  readonly context: string | undefined
  readonly isLocal: boolean
  /** Whether they take part by telephone. */
  readonly isTelephone: boolean
  readonly canReceiveMessages: boolean
  /** Whether they were heard within the last two seconds. */
  readonly isSpeaking: boolean
}

/** Something that somebody publishes. */
export interface LiveStream {
  readonly id: string
  readonly participantId: string
  /** Its name among those of its participant, as `self` or `presentation`. */
  readonly key: string
  readonly isLocal: boolean
  /** Whether its publisher has a microphone on in it. */
  readonly isAudioEnabled: boolean
  /** Whether its publisher has a camera or a screen on in it. */
  readonly isVideoEnabled: boolean
  /** Whether a host muted it. */
  readonly isMuted: boolean
  /** Its sound, if it is taken by itself; all sound together is the room's `audioTrack`. */
  readonly audioTrack: MediaStreamTrack | undefined
  /** Its picture, if it has one that is taken. */
  readonly videoTrack: MediaStreamTrack | undefined
}

/** A text that somebody wrote. */
export interface LiveMessage {
  /** Its number in this room, counted here. */
  readonly id: number
  /** Who wrote it: a participant's id. */
  readonly from: string
  readonly isLocal: boolean
  readonly type: string
  readonly text: string
  /** For whom alone it is; undefined when it is for all. */
  readonly to: readonly string[] | undefined
  /** When it came, in milliseconds since 1970. */
  readonly at: number
}

/** What there is of a room at a moment. What has not changed is the same object as before. */
export interface LiveRoomSnapshot {
  readonly status: LiveRoomStatus
  /** Why it ended, or why it is being joined again. */
  readonly reason: LeaveReason | undefined
  /** What went wrong, if something did. */
  readonly error: Error | undefined
  /** This participant's id; another one after each reconnection. */
  readonly localParticipantId: string | undefined
  readonly participants: readonly LiveParticipant[]
  readonly streams: readonly LiveStream[]
  /** The last 500 texts, oldest first. */
  readonly messages: readonly LiveMessage[]
  /** What all others say, mixed by the server: play it once, in one audio element. */
  readonly audioTrack: MediaStreamTrack | undefined
}

/** Tracks to publish. They stay the caller's: nothing here stops them. */
export interface LocalTracks {
  readonly audio?: MediaStreamTrack | undefined
  readonly video?: MediaStreamTrack | undefined
  /** Sends the picture in three sizes. Default: false. It counts when the stream begins. */
  readonly simulcast?: boolean | undefined
}

/** What to take of a stream. */
export interface Receiving {
  /** Its sound by itself, beside the mix. Default: false. */
  readonly audio?: boolean | undefined
  /** Its picture. Default: false. */
  readonly video?: boolean | undefined
}

/** Which pictures are taken without being asked for: all, those that are shown by `show`, or none. */
export type ReceivePolicy = 'all' | 'visible' | 'none'

/** How long things may take, in milliseconds. */
export interface LiveRoomLimits {
  /** Getting a token, and joining with it, each. Default: 20_000. */
  readonly joinMs?: number
  /** Publishing, taking a stream, sending a text. Default: 10_000. */
  readonly callMs?: number
  /** Saying goodbye. Default: 2_000. */
  readonly leaveMs?: number
  /** How often it tries to join before it gives up. Default: 3. */
  readonly joinAttempts?: number
  /** How often it tries to come back before it gives up, not counting while the page is offline. Default: 30. */
  readonly reconnectAttempts?: number
}

/** What a room is about, and what it stands on. */
export interface LiveRoomOptions {
  /** The room to join (UUID). */
  readonly roomId: string
  /** Where its tokens come from; it is observed while the room is joined. */
  readonly source: JoinTokenSource
  /** `initialize` of `@telnyx/video`. */
  readonly initialize: Initialize
  /** What to say of oneself, for all to see. Default: the signed context of the token, if a gateway gave one. */
  readonly context?: string | undefined
  /** Whether there are text messages. They take a connection of their own. Default: true. */
  readonly messages?: boolean | undefined
  /** Default: `all`. */
  readonly receive?: ReceivePolicy | undefined
  readonly limits?: LiveRoomLimits | undefined
  /** Default: the platform's. */
  readonly timers?: Timers | undefined
  /** Draws from 0 up to 1. Default: `Math.random`. */
  readonly random?: (() => number) | undefined
}

/** A room that one can be in. */
export interface LiveRoom {
  readonly roomId: string
  /** Tells what there is now. */
  getSnapshot(): LiveRoomSnapshot
  /** Calls back when the snapshot changes, and answers how to stop. */
  subscribe(listener: () => void): () => void
  /**
   * Joins, and resolves once in. Called while it joins or is in, it is the same joining. After it ended it joins anew.
   *
   * @throws {LiveRoomError} with the reason, when it cannot.
   */
  join(): Promise<void>
  /** Leaves, and resolves once out, at the latest after `leaveMs`. */
  leave(): Promise<void>
  /**
   * Publishes tracks as the stream of this key, or gives it other ones. While the room is not joined it resolves at once, and
   * they are published as soon as it is; so they are after each reconnection. Call it anew after `track.enabled` was set, for
   * others to be told. A track that ends is taken out by itself.
   *
   * @throws {LiveRoomError} when the room does not take them in time.
   */
  publish(key: string, tracks: LocalTracks): Promise<void>
  /** Ends the stream of this key. */
  unpublish(key: string): Promise<void>
  /** Says what to take of a stream, whatever the policy; undefined leaves it to the policy again. */
  receive(participantId: string, key: string, receiving: Receiving | undefined): void
  /** Says that a stream's picture is on show, which the policy `visible` goes by. The function that it returns ends that. */
  show(participantId: string, key: string): () => void
  /**
   * Sends a text to some or to all.
   *
   * @throws {LiveRoomError} when the room is not joined, has no messages, or nothing says in time that it was taken.
   */
  send(text: string, to?: readonly string[]): Promise<void>
  /** Leaves, and ends all that belongs to the room. It cannot be joined any more. */
  dispose(): void
}

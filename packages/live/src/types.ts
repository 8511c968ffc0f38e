import type { JoinTokenSource, Timers } from '@greenroom/core/join-token'
import type { Initialize } from './vendor.ts'

/** The state of a live room. */
export type LiveRoomStatus =
  /** `join` was not called yet. */
  | 'idle'
  | 'joining'
  | 'joined'
  /** The connection was lost and is being restored. The snapshot keeps participants and streams. */
  | 'reconnecting'
  /** The stay is over; see `reason`. */
  | 'left'

/** Why a room ended or is reconnecting. */
export type LeaveReason =
  /** A host removed this participant. */
  | 'kicked'
  /** The session was ended for all participants. */
  | 'ended'
  /** The token was rejected, or no token is available. */
  | 'unauthorized'
  /** The gateway revoked the access. */
  | 'revoked'
  /** The connection was lost or could not be established. */
  | 'network'
  /** The browser lacks WebRTC or another API that live rooms need. */
  | 'unsupported'
  /** The vendor's package `@telnyx/video` is not installed. */
  | 'not_installed'
  /** `leave` or `dispose` was called. */
  | 'left'

/** A participant in the room. */
export interface LiveParticipant {
  readonly id: string
  /** The context with which the participant joined. With a gateway, it is a signed context. */
  readonly context: string | undefined
  readonly isLocal: boolean
  /** Whether the participant joined by phone. */
  readonly isTelephone: boolean
  readonly canReceiveMessages: boolean
  /** Whether the participant spoke in the last two seconds. */
  readonly isSpeaking: boolean
}

/** A stream that a participant publishes. */
export interface LiveStream {
  readonly id: string
  readonly participantId: string
  /** Identifies the stream among the participant's streams, for example `self` or `presentation`. */
  readonly key: string
  readonly isLocal: boolean
  /** Whether the publisher's audio is on. */
  readonly isAudioEnabled: boolean
  /** Whether the publisher's video (camera or screen) is on. */
  readonly isVideoEnabled: boolean
  /** Whether a host muted the stream. */
  readonly isMuted: boolean
  /**
   * The stream's own audio, if it is received separately. The room's `audioTrack` contains the mix of all
   * audio.
   */
  readonly audioTrack: MediaStreamTrack | undefined
  /** The stream's video, if it is on and received. */
  readonly videoTrack: MediaStreamTrack | undefined
}

/** A text message. */
export interface LiveMessage {
  /** Sequence number of the message in this `LiveRoom`, starting at 1. */
  readonly id: number
  /** Id of the participant who sent it. */
  readonly from: string
  readonly isLocal: boolean
  readonly type: string
  readonly text: string
  /** Ids of the recipients; undefined for a message to all. */
  readonly to: readonly string[] | undefined
  /** When it was received or sent, in milliseconds since the Unix epoch. */
  readonly at: number
}

/** An immutable snapshot of a room. Unchanged parts keep their object identity. */
export interface LiveRoomSnapshot {
  readonly status: LiveRoomStatus
  /** Why the room ended or is reconnecting. */
  readonly reason: LeaveReason | undefined
  /** The error that ended or interrupted the stay, if any. */
  readonly error: Error | undefined
  /** Id of the local participant. It changes with each reconnection. */
  readonly localParticipantId: string | undefined
  readonly participants: readonly LiveParticipant[]
  readonly streams: readonly LiveStream[]
  /** The last 500 messages, oldest first. */
  readonly messages: readonly LiveMessage[]
  /** The audio of all other participants, mixed by the server. Play it once, in one audio element. */
  readonly audioTrack: MediaStreamTrack | undefined
}

/** Tracks to publish. The caller owns them: the live room never stops a track. */
export interface LocalTracks {
  readonly audio?: MediaStreamTrack | undefined
  readonly video?: MediaStreamTrack | undefined
  /** Whether to send the video in three sizes. Read when the stream starts. Default: false. */
  readonly simulcast?: boolean | undefined
}

/** What to receive of a stream. */
export interface Receiving {
  /** The stream's own audio, in addition to the mix. Default: false. */
  readonly audio?: boolean | undefined
  /** The stream's video. Default: false. */
  readonly video?: boolean | undefined
}

/** Which videos are received by default: all of them, those marked with `show`, or none. */
export type ReceivePolicy = 'all' | 'visible' | 'none'

/** Timeouts in milliseconds, and numbers of attempts. Undefined and NaN mean the default. */
export interface LiveRoomLimits {
  /** Timeout for getting a token, and for joining with it. Default: 20_000. */
  readonly joinMs?: number | undefined
  /** Timeout for publishing, receiving a stream and sending a message. Default: 10_000. */
  readonly callMs?: number | undefined
  /** Timeout for leaving. Default: 2_000. */
  readonly leaveMs?: number | undefined
  /** Maximum attempts for the first join, and for reconnections without any media. Default: 3. */
  readonly joinAttempts?: number | undefined
  /** Maximum attempts to reconnect. Attempts while the browser is offline do not count. Default: 30. */
  readonly reconnectAttempts?: number | undefined
}

/** Limits with all defaults. */
export type ResolvedLimits = { readonly [Name in keyof LiveRoomLimits]-?: number }

/** Options of `createLiveRoom`. */
export interface LiveRoomOptions {
  /** Id of the room (UUID). */
  readonly roomId: string
  /** Provides the join tokens. The room subscribes to it while it is joined. */
  readonly source: JoinTokenSource
  /** `initialize` of `@telnyx/video`. */
  readonly initialize: Initialize
  /**
   * The context that all participants can read. Default: the token's signed context, if a gateway issued one.
   */
  readonly context?: string | undefined
  /** Whether text messages are enabled. They use a separate peer connection. Default: true. */
  readonly messages?: boolean | undefined
  /** Which videos to receive by default. Default: `all`. */
  readonly receive?: ReceivePolicy | undefined
  readonly limits?: LiveRoomLimits | undefined
  /** Timer functions. Default: the platform's. */
  readonly timers?: Timers | undefined
  /** Returns a random number from 0 (inclusive) to 1 (exclusive). Default: `Math.random`. */
  readonly random?: (() => number) | undefined
}

/** A live room: a Telnyx room to join, publish to and receive from. */
export interface LiveRoom {
  /** Id of the room (UUID). */
  readonly roomId: string
  /** Returns the current snapshot. */
  getSnapshot(): LiveRoomSnapshot
  /** Calls the listener when the snapshot changes. Returns a function that unsubscribes. */
  subscribe(listener: () => void): () => void
  /**
   * Joins the room, and resolves once it is joined. While the room is joining or joined, returns the same
   * promise. After the room has ended, joins again.
   *
   * @throws {LiveRoomError} with the `reason`, if the room cannot be joined.
   */
  join(): Promise<void>
  /** Leaves the room. Resolves once the server was notified, after `leaveMs` at the latest. */
  leave(): Promise<void>
  /**
   * Publishes tracks as the stream with this key, or replaces its tracks. If the room is not joined, resolves
   * immediately and publishes once it is. Streams are published again after each reconnection. After you set
   * `track.enabled`, call it again so that other participants are notified. A track that ends is removed
   * automatically. While the system mutes a track, for example during a phone call, it counts as off.
   *
   * @throws {LiveRoomError} with code `timeout`, if publishing takes longer than `callMs`. Rejects with other
   *   errors too, if the
   *   server or the vendor's package rejects the tracks.
   */
  publish(key: string, tracks: LocalTracks): Promise<void>
  /** Ends the stream with this key. */
  unpublish(key: string): Promise<void>
  /** Sets what to receive of a stream, overriding the policy. `undefined` restores the policy. */
  receive(participantId: string, key: string, receiving: Receiving | undefined): void
  /**
   * Marks a stream's video as visible, for the policy `visible`. Returns a function that removes the mark.
   */
  show(participantId: string, key: string): () => void
  /**
   * Sends a text message to the participants with the given ids, or to all.
   *
   * @throws {LiveRoomError} if the room is not joined, messages are disabled, the list of ids is empty, or
   *   the server does not confirm in time.
   */
  send(text: string, to?: readonly string[]): Promise<void>
  /** Leaves the room and releases its resources. It cannot be joined again. */
  dispose(): void
}

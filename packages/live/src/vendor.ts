/**
 * What is used of the vendor's `@telnyx/video` 1.0.2, whose own types do not compile.
 *
 * @module
 */

/** How the vendor's package is told to open a room. */
export interface VendorConfig {
  roomId: string
  clientToken: string
  context?: string
  enableMessages?: boolean
  logLevel?: 'OFF'
}

/** The vendor's `initialize`. What it resolves to is looked at before it is used. */
export type Initialize = (config: VendorConfig) => Promise<unknown>

/** Tracks of one stream, as the vendor's room takes them. */
export interface VendorTracks {
  audio?: MediaStreamTrack | undefined
  video?: MediaStreamTrack | { track: MediaStreamTrack; options: { enableSimulcast: boolean } } | undefined
}

/** What the vendor's room tells of; the state comes last in each, and is left out here. */
export interface VendorEvents {
  disconnected(reason: string): void
  participant_leaving(participantId: string, why: 'kicked' | null): void
  participant_left(participantId: string): void
  audio_activity(participantId: string): void
  message_received(from: string, message: VendorMessage, to: readonly string[] | null): void
  state_changed(): void
}

/** The vendor's room. */
export interface VendorRoom {
  connect(): Promise<void>
  disconnect(): Promise<void>
  updateClientToken(token: string): Promise<void>
  getState(): VendorState
  on<Event extends keyof VendorEvents>(event: Event, listener: VendorEvents[Event]): () => void
  addStream(key: string, tracks: VendorTracks): Promise<void>
  updateStream(key: string, tracks: VendorTracks): Promise<void>
  removeStream(key: string): Promise<void>
  addSubscription(participantId: string, key: string, wants: VendorSubscription): Promise<void>
  updateSubscription(participantId: string, key: string, wants: VendorSubscription): Promise<void>
  removeSubscription(participantId: string, key: string): Promise<void>
  sendMessage(message: VendorMessage, to?: readonly string[]): Promise<void>
}

/** A text as it is sent. */
export interface VendorMessage {
  readonly type: string
  readonly payload: string
}

/** What is taken of somebody's stream. */
export interface VendorSubscription {
  readonly audio: boolean
  readonly video: boolean
}

export interface VendorState {
  readonly localParticipantId: string
  readonly participants: ReadonlyMap<string, VendorParticipant>
  readonly streams: ReadonlyMap<string, VendorStream>
  readonly mixedAudioTrack?: MediaStreamTrack | undefined
}

export interface VendorParticipant {
  readonly id: string
  readonly context?: string | undefined
  readonly origin: 'local' | 'remote' | 'telephony_engine'
  readonly canReceiveMessages?: boolean | undefined
}

export interface VendorStream {
  readonly id: string
  readonly key: string
  readonly participantId: string
  readonly origin: 'local' | 'remote'
  readonly isAudioEnabled: boolean
  readonly isVideoEnabled: boolean
  readonly isAudioCensored: boolean
  readonly isVideoCensored: boolean
  readonly audioTrack?: MediaStreamTrack | undefined
  readonly videoTrack?: MediaStreamTrack | undefined
}

/** Whether a value is a room of the vendor's package, by what of it is called first. */
export function isVendorRoom(value: unknown): value is VendorRoom {
  const { on, connect } = Object(value)
  return typeof (on && connect) === 'function'
}

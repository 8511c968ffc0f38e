/**
 * Types for the used part of the vendor's `@telnyx/video` 1.0.2. The package's own types do not compile.
 *
 * @module
 */

/** Options of the vendor's `initialize`. */
export interface VendorConfig {
  roomId: string
  clientToken: string
  context?: string
  enableMessages?: boolean
  logLevel?: 'OFF'
}

/** The vendor's `initialize` function. Its result is validated before use. */
export type Initialize = (config: VendorConfig) => Promise<unknown>

/** Tracks of one stream, in the form that the vendor's room accepts. */
export interface VendorTracks {
  audio?: MediaStreamTrack | undefined
  video?: MediaStreamTrack | { track: MediaStreamTrack; options: { enableSimulcast: boolean } } | undefined
}

/**
 * Events of the vendor's room. Each listener also receives the state as last argument, which is omitted here.
 */
export interface VendorEvents {
  disconnected(reason: string): void
  participant_leaving(participantId: string, reason: 'kicked' | null): void
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
  addSubscription(participantId: string, key: string, media: VendorSubscription): Promise<void>
  updateSubscription(participantId: string, key: string, media: VendorSubscription): Promise<void>
  removeSubscription(participantId: string, key: string): Promise<void>
  sendMessage(message: VendorMessage, to?: readonly string[]): Promise<void>
}

/** A message in the form in which it is sent. */
export interface VendorMessage {
  readonly type: string
  readonly payload: string
}

/** The media that a subscription includes. */
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

/** Returns whether a value is a room of the vendor's package. Checks the methods that are called first. */
export function isVendorRoom(value: unknown): value is VendorRoom {
  const { on, connect } = Object(value)
  return typeof (on && connect) === 'function'
}

/** Kind of a media track. */
export type Kind = 'audio' | 'video'

/** One RTP packet of a track: Opus with a 48 kHz clock, or VP8 with a 90 kHz clock. */
export interface Packet {
  readonly payload: Uint8Array
  readonly sequenceNumber: number
  readonly timestamp: number
  readonly marker: boolean
}

/** A published stream of a browser or a bot, to which others can subscribe. */
export interface Source {
  /** Subscribes to the packets of one kind. Returns a function that unsubscribes. */
  listen(kind: Kind, listener: (packet: Packet) => void): () => void
  /** Requests a key frame, which a new subscriber needs before it can decode video. */
  requestKeyFrame(): void
}

/** One participant's audio in the mix. */
export interface Voice {
  /** Mutes or unmutes the audio for all others. */
  setMuted(muted: boolean): void
  close(): void
}

/** A browser's connection to the audio mix, in both directions. */
export interface Bridge extends Voice {
  readonly answer: string
}

/** A tone in the mix, which is also available as a separate track. */
export interface Tone extends Voice {
  listen(listener: (packet: Packet) => void): () => void
}

/** A stream that a browser publishes. */
export interface Publication extends Source {
  readonly answer: string
  close(): void
}

/** Which tracks of a stream a subscriber receives. */
export type TrackSelection = Readonly<Record<Kind, boolean>>

/** A stream that is sent to a browser. */
export interface Subscription {
  readonly offer: string
  accept(answer: string): Promise<void>
  configure(tracks: TrackSelection): void
  close(): void
}

/** A data channel for a browser's text messages. */
export interface TextChannel {
  readonly offer: string
  accept(answer: string): Promise<void>
  send(text: string): void
  close(): void
}

/**
 * Media transport of one room. Methods reject with a `TypeError` when an offer or answer is not valid SDP.
 */
export interface RoomMedia {
  /** Connects a browser to the audio mix. `onTalking` is called at most once a second while it is audible. */
  bridge(offer: string, onTalking: () => void): Promise<Bridge>
  /** Adds a tone to the mix. */
  addTone(hertz: number, onTalking: () => void): Promise<Tone>
  /** Receives a browser's stream. `onConnected` is called when the peer connection is up. */
  publish(offer: string, onConnected: () => void): Promise<Publication>
  subscribe(source: Source, tracks: TrackSelection): Promise<Subscription>
  text(onMessage: (text: string) => void): Promise<TextChannel>
  close(): void
}

/** Opens the media transport of a room. Called for the first offer, so that its modules load late. */
export type OpenMedia = () => Promise<RoomMedia>

/** What a stream has. */
export type Kind = 'audio' | 'video'

/** One packet of a stream: Opus at 48 kHz, or VP8 at 90 kHz, as RTP carries them. */
export interface Packet {
  readonly payload: Uint8Array
  readonly sequenceNumber: number
  readonly timestamp: number
  readonly marker: boolean
}

/** A stream that others may take, whoever makes it: a page, or a bot. */
export interface Source {
  /** Hears its packets; the function that it returns ends that. */
  listen(kind: Kind, listener: (packet: Packet) => void): () => void
  /** Asks for a whole picture, which somebody new has to begin with. */
  requestKeyFrame(): void
}

/** A voice in the mix. */
export interface Voice {
  /** Whether nobody hears them. */
  setMuted(muted: boolean): void
  close(): void
}

/** Somebody who speaks into the mix and hears the others in it. */
export interface Bridge extends Voice {
  readonly answer: string
}

/** A tone in the mix, which can also be taken by itself. */
export interface Tone extends Voice {
  listen(listener: (packet: Packet) => void): () => void
}

/** A stream that a page sends. */
export interface Publication extends Source {
  readonly answer: string
  close(): void
}

/** What somebody wants of a stream. */
export type TrackSelection = Readonly<Record<Kind, boolean>>

/** A stream on its way to a page. */
export interface Subscription {
  readonly offer: string
  accept(answer: string): Promise<void>
  configure(wants: TrackSelection): void
  close(): void
}

/** A page's channel of texts. */
export interface TextChannel {
  readonly offer: string
  accept(answer: string): Promise<void>
  send(text: string): void
  close(): void
}

/**
 * What carries the media of one room. An offer or answer that is no SDP rejects with a `TypeError` that says
 * so.
 */
export interface RoomMedia {
  /** Takes a page into the mix. `onTalking` tells that it was heard, at most once a second. */
  bridge(offer: string, onTalking: () => void): Promise<Bridge>
  /** Adds a tone to the mix, in hertz. */
  addTone(hertz: number, onTalking: () => void): Promise<Tone>
  /** Takes a page's stream; `onConnected` when packets may come. */
  publish(offer: string, onConnected: () => void): Promise<Publication>
  subscribe(source: Source, wants: TrackSelection): Promise<Subscription>
  text(onMessage: (text: string) => void): Promise<TextChannel>
  close(): void
}

/** Makes what carries a room's media; loaded when the first offer comes. */
export type OpenMedia = () => Promise<RoomMedia>

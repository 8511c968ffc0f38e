import { type Display, type PluginData, writeDisplay } from './janus/messages.ts'
import type { OpenMedia, Packet, RoomMedia, Source, Voice } from './media/media.ts'

/** Sends an event to a handle of a browser. */
export type SendEvent = (data: PluginData) => void

/**
 * A member of the audio bridge: a participant (its display has no stream), or its channel in the audio mix.
 */
export interface Member {
  readonly id: number
  readonly display: Display
  readonly sendEvent: SendEvent
  voice?: Voice
}

/** A published stream. Other participants see it once it is announced. */
export interface Feed {
  readonly id: number
  display: Display
  source?: Source
  /** Ends its recording. */
  stopRecording?: () => void
  isAnnounced: boolean
}

/**
 * Members and streams of a live room, and who is notified of what. It does not know sockets or the engine's
 * records.
 */
export interface LiveRoom {
  readonly id: string
  /** Number of the room in the media server's protocol. */
  readonly number: number
  /** Returns whether the room has no members, streams, watchers or message receivers. */
  isEmpty(): boolean
  nextId(): number
  /** Resolves to the room's media transport, which the first call opens. */
  media(): Promise<RoomMedia>
  members(): Member[]
  addMember(display: Display, sendEvent: SendEvent): Member
  removeMember(member: Member, reason?: 'kicked'): void
  /** Notifies all members that a member is talking. */
  notifyTalking(member: Member): void
  /** Subscribes a participant to the streams of all others. Returns a function that unsubscribes. */
  watch(participantId: string, sendEvent: SendEvent): () => void
  /** Returns the announced streams as the video room lists them. */
  publishers(): PluginData[]
  addFeed(display: Display): Feed
  feed(id: number): Feed | undefined
  /** Sets or replaces the source of a stream's media. */
  setSource(feed: Feed, source: Source): void
  announce(feed: Feed): void
  /** Updates the display of a stream and notifies the others. */
  updateDisplay(feed: Feed, display: Display): void
  removeFeed(feed: Feed): void
  isMuted(participantId: string): boolean
  setMuted(participantId: string, muted: boolean): void
  /** Registers a participant's receiver of text messages. Returns a function that removes it. */
  addMessageReceiver(participantId: string, send: (text: string) => void): () => void
  /** Sends a text message to the given participants, or to all, including the sender. */
  sendMessage(from: string, text: string, to?: readonly string[]): void
  close(): void
}

/** Dependencies of a live room. */
export interface LiveRoomOptions {
  readonly id: string
  readonly number: number
  readonly openMedia: OpenMedia
  /** Records a stream of a participant. Returns a function that ends the recording. */
  readonly record: (participantId: string, source: Source) => () => void
}

/** Creates an empty room. */
export function createLiveRoom({ id, number, openMedia, record }: LiveRoomOptions): LiveRoom {
  const members = new Map<number, Member>()
  const feeds = new Map<number, Feed>()
  const watchers = new Map<SendEvent, string>()
  const messageReceivers = new Map<string, (text: string) => void>()
  const muted = new Set<string>()
  let media: Promise<RoomMedia> | undefined
  let lastId = number * 1000

  const nextId = () => {
    lastId += 1
    return lastId
  }
  const notifyMembers = (data: PluginData, except?: Member) => {
    for (const member of members.values()) if (member !== except) member.sendEvent(data)
  }
  const notifyWatchers = (data: PluginData, except?: string) => {
    for (const [sendEvent, participantId] of watchers) {
      if (participantId !== except) sendEvent({ videoroom: 'event', room: number, ...data })
    }
  }
  const publisher = ({ id, display }: Feed): PluginData => ({
    id,
    display: writeDisplay(display),
    ...(muted.has(display.participantId) ? { audio_moderated: true } : {}),
  })

  /** Wraps a source so that its audio is dropped while the publisher is muted. */
  const withMute = (feed: Feed, source: Source): Source => ({
    requestKeyFrame: source.requestKeyFrame,
    listen: (kind, listener) =>
      source.listen(
        kind,
        kind === 'video'
          ? listener
          : (packet: Packet) => {
              if (!muted.has(feed.display.participantId)) listener(packet)
            },
      ),
  })

  return {
    id,
    number,
    isEmpty: () =>
      members.size === 0 && feeds.size === 0 && watchers.size === 0 && messageReceivers.size === 0,
    nextId,
    media() {
      media ??= openMedia()
      return media
    },
    members: () => [...members.values()],
    addMember(display, sendEvent) {
      const member: Member = { id: nextId(), display, sendEvent }
      notifyMembers({ audiobridge: 'joined', room: number, participants: [memberView(member)] })
      members.set(member.id, member)
      return member
    },
    removeMember(member, reason) {
      if (!members.has(member.id)) return
      const change = reason === 'kicked' ? { kicked: member.id } : { leaving: member.id }
      // A kicked member is notified too, and closes its connection itself.
      notifyMembers(
        { audiobridge: 'event', room: number, ...change },
        reason === 'kicked' ? undefined : member,
      )
      members.delete(member.id)
      member.voice?.close()
      if (isListEntry(member)) muted.delete(member.display.participantId)
    },
    notifyTalking: ({ id: talking }) => notifyMembers({ audiobridge: 'talking', room: number, id: talking }),
    watch(participantId, sendEvent) {
      watchers.set(sendEvent, participantId)
      return () => watchers.delete(sendEvent)
    },
    publishers: () => [...feeds.values()].filter(({ isAnnounced }) => isAnnounced).map(publisher),
    addFeed(display) {
      const feed: Feed = { id: nextId(), display, isAnnounced: false }
      feeds.set(feed.id, feed)
      return feed
    },
    feed: (id) => feeds.get(id),
    setSource(feed, source) {
      feed.stopRecording?.()
      feed.source = withMute(feed, source)
      feed.stopRecording = record(feed.display.participantId, feed.source)
    },
    announce(feed) {
      if (feed.isAnnounced || !feeds.has(feed.id)) return
      feed.isAnnounced = true
      notifyWatchers({ publishers: [publisher(feed)] }, feed.display.participantId)
    },
    updateDisplay(feed, display) {
      feed.display = display
      if (!feed.isAnnounced) return
      notifyWatchers({ id: feed.id, display: writeDisplay(display) }, display.participantId)
    },
    removeFeed(feed) {
      feed.stopRecording?.()
      if (!feeds.delete(feed.id) || !feed.isAnnounced) return
      notifyWatchers({ unpublished: feed.id }, feed.display.participantId)
    },
    isMuted: (participantId) => muted.has(participantId),
    setMuted(participantId, isMuted) {
      if (isMuted) muted.add(participantId)
      else muted.delete(participantId)
      for (const { display, voice } of members.values()) {
        if (display.participantId === participantId) voice?.setMuted(isMuted)
      }
      for (const feed of feeds.values()) {
        if (feed.display.participantId !== participantId) continue
        notifyWatchers({ id: feed.id, 'audio-moderation': isMuted ? 'muted' : 'unmuted' })
      }
    },
    addMessageReceiver(participantId, send) {
      messageReceivers.set(participantId, send)
      return () => {
        if (messageReceivers.get(participantId) === send) messageReceivers.delete(participantId)
      }
    },
    sendMessage(from, text, to) {
      const message = JSON.stringify({ textroom: 'message', room: number, from, text })
      for (const [participantId, send] of messageReceivers) {
        if (to === undefined || to.includes(participantId)) send(message)
      }
    },
    close() {
      void media?.then(
        (opened) => opened.close(),
        () => undefined,
      )
    },
  }
}

/** Returns whether a member is the participant's list entry, and not only its channel in the audio mix. */
function isListEntry({ display }: Member): boolean {
  return display.stream === undefined || display.telephonyEngineParticipant === true
}

/** Returns a member as the audio bridge lists it. */
export function memberView({ id, display }: Member): PluginData {
  return { id, display: writeDisplay(display), setup: true, muted: false }
}

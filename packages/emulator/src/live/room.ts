import { type Display, type PluginData, writeDisplay } from './janus/messages.ts'
import type { OpenMedia, Packet, RoomMedia, Source, Voice } from './media/media.ts'

/** What hears what happens in a room: a handle of a page. */
export type Tell = (data: PluginData) => void

/** An entry in the audio bridge: a participant (whose display has no stream), or their place in the mix. */
export interface Member {
  readonly id: number
  readonly display: Display
  readonly tell: Tell
  voice?: Voice
}

/** A stream that somebody publishes, as others may hear it. They know of it once it is announced. */
export interface Feed {
  readonly id: number
  display: Display
  source?: Source
  /** Ends the record of it. */
  stopRecord?: () => void
  isAnnounced: boolean
}

/** The people in a live room, and their streams: who hears of what. It knows no sockets and no records. */
export interface LiveRoom {
  readonly id: string
  /** What the media server calls the room: a number. */
  readonly number: number
  /** Whether nobody and nothing is in it. */
  isEmpty(): boolean
  nextId(): number
  /** What carries the room's media; made when it is first asked for. */
  media(): Promise<RoomMedia>
  members(): Member[]
  addMember(display: Display, tell: Tell): Member
  removeMember(member: Member, why?: 'kicked'): void
  /** Tells that somebody in the mix speaks. */
  notifyTalking(member: Member): void
  /** Adds what hears of the streams of all but one participant; the function that it returns ends that. */
  watch(participantId: string, tell: Tell): () => void
  /** Announced streams as the video room lists them. */
  publishers(): PluginData[]
  addFeed(display: Display): Feed
  feed(id: number): Feed | undefined
  /** Gives a stream what carries it, in the place of what did before. */
  setSource(feed: Feed, source: Source): void
  announce(feed: Feed): void
  /** Takes over what a publisher says anew about their stream. */
  updateDisplay(feed: Feed, display: Display): void
  removeFeed(feed: Feed): void
  isMuted(participantId: string): boolean
  setMuted(participantId: string, muted: boolean): void
  /** Adds somebody's end for texts, by their participant's id. */
  addMessageReceiver(participantId: string, send: (text: string) => void): () => void
  /** Sends a text to some, or to all, its sender too. */
  sendMessage(from: string, text: string, to?: readonly string[]): void
  close(): void
}

/** What a room is made with. */
export interface LiveRoomOptions {
  readonly id: string
  readonly number: number
  readonly openMedia: OpenMedia
  /** Takes a stream of somebody on record; the function that it returns ends that. */
  readonly record: (participantId: string, source: Source) => () => void
}

/** Makes an empty room. */
export function createLiveRoom({ id, number, openMedia, record }: LiveRoomOptions): LiveRoom {
  const members = new Map<number, Member>()
  const feeds = new Map<number, Feed>()
  const watchers = new Map<Tell, string>()
  const texts = new Map<string, (text: string) => void>()
  const muted = new Set<string>()
  let media: Promise<RoomMedia> | undefined
  let lastId = number * 1000

  const nextId = () => {
    lastId += 1
    return lastId
  }
  const notifyMembers = (data: PluginData, except?: Member) => {
    for (const member of members.values()) if (member !== except) member.tell(data)
  }
  const notifyWatchers = (data: PluginData, except?: string) => {
    for (const [tell, participantId] of watchers) {
      if (participantId !== except) tell({ videoroom: 'event', room: number, ...data })
    }
  }
  const publisher = ({ id, display }: Feed): PluginData => ({
    id,
    display: writeDisplay(display),
    ...(muted.has(display.participantId) ? { audio_moderated: true } : {}),
  })

  /** A stream as it reaches others: without its sound while its publisher is muted. */
  const audible = (feed: Feed, source: Source): Source => ({
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
    isEmpty: () => members.size === 0 && feeds.size === 0 && watchers.size === 0 && texts.size === 0,
    nextId,
    media() {
      media ??= openMedia()
      return media
    },
    members: () => [...members.values()],
    addMember(display, tell) {
      const member: Member = { id: nextId(), display, tell }
      notifyMembers({ audiobridge: 'joined', room: number, participants: [memberView(member)] })
      members.set(member.id, member)
      return member
    },
    removeMember(member, why) {
      if (!members.has(member.id)) return
      const how = why === 'kicked' ? { kicked: member.id } : { leaving: member.id }
      // Who is kicked hears it too, and leaves by themselves.
      notifyMembers({ audiobridge: 'event', room: number, ...how }, why === 'kicked' ? undefined : member)
      members.delete(member.id)
      member.voice?.close()
      if (isListEntry(member)) muted.delete(member.display.participantId)
    },
    notifyTalking: ({ id: talking }) => notifyMembers({ audiobridge: 'talking', room: number, id: talking }),
    watch(participantId, tell) {
      watchers.set(tell, participantId)
      return () => watchers.delete(tell)
    },
    publishers: () => [...feeds.values()].filter(({ isAnnounced }) => isAnnounced).map(publisher),
    addFeed(display) {
      const feed: Feed = { id: nextId(), display, isAnnounced: false }
      feeds.set(feed.id, feed)
      return feed
    },
    feed: (id) => feeds.get(id),
    setSource(feed, source) {
      feed.stopRecord?.()
      feed.source = audible(feed, source)
      feed.stopRecord = record(feed.display.participantId, feed.source)
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
      feed.stopRecord?.()
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
      texts.set(participantId, send)
      return () => {
        if (texts.get(participantId) === send) texts.delete(participantId)
      }
    },
    sendMessage(from, text, to) {
      const message = JSON.stringify({ textroom: 'message', room: number, from, text })
      for (const [participantId, send] of texts) {
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

/** Whether a member is the participant's entry in the list, and not only their place in the mix. */
function isListEntry({ display }: Member): boolean {
  return display.stream === undefined || display.telephonyEngineParticipant === true
}

/** A member as the audio bridge lists it. */
export function memberView({ id, display }: Member): PluginData {
  return { id, display: writeDisplay(display), setup: true, muted: false }
}

import type { Display } from '../janus/messages.ts'
import type { LeaveReason } from '../janus/plugin.ts'
import type { Tone } from '../media/media.ts'
import type { Feed, LiveRoom, Member } from '../room.ts'
import { createBotVideo } from './bot-video.ts'
import { type Color, colorFor } from './colors.ts'

/** What a bot is like. */
export interface BotTraits {
  readonly participantId: string
  readonly context: string
  readonly name: string
  /** The colour of its picture, or whether it has one. */
  readonly picture: Color | boolean
  /** The pitch of its tone in hertz, or whether it has one. */
  readonly tone: number | boolean
  /** Whether it has come by telephone: then it is in the mix alone. */
  readonly telephone: boolean
}

/** A participant without a browser. */
export interface Bot {
  readonly participantId: string
  drop(why: LeaveReason): void
}

const usualHertz = 440
const nothing = () => undefined

/** Puts a bot into a room: in the list, in the mix, and as a publisher of its picture. */
export function addBot(room: LiveRoom, traits: BotTraits): Bot {
  const { participantId, context, name, telephone } = traits
  const person = { participantId, external: context, canReceiveMessages: false }
  const stream = { isAudioEnabled: traits.tone !== false, isVideoEnabled: traits.picture !== false }
  const inMix = { id: crypto.randomUUID(), key: 'audiobridge', isAudioEnabled: true, isVideoEnabled: false }
  const places: Member[] = telephone
    ? [room.addMember({ ...person, telephonyEngineParticipant: true, stream: inMix }, nothing)]
    : [room.addMember(person, nothing), room.addMember({ participantId, stream: inMix }, nothing)]
  const publishes = !telephone && (stream.isAudioEnabled || stream.isVideoEnabled)
  const feed: Feed | undefined = publishes
    ? room.addFeed({
        participantId,
        stream: { id: crypto.randomUUID(), key: 'self', ...stream },
      } satisfies Display)
    : undefined
  const color = typeof traits.picture === 'string' ? traits.picture : colorFor(name)
  const picture = createBotVideo(color, name)
  let isGone = false
  let tone: Tone | undefined

  const publish = () => {
    if (!feed) return
    room.setSource(feed, {
      requestKeyFrame: nothing,
      listen: (kind, listener) => {
        if (kind === 'video') return stream.isVideoEnabled ? picture.watch(listener) : nothing
        return tone?.listen(listener) ?? nothing
      },
    })
    room.announce(feed)
  }
  const addTone = async (hertz: number) => {
    const media = await room.media()
    const place = places.at(-1)
    const made = await media.addTone(hertz, () => place && room.notifyTalking(place))
    if (isGone || !place) return made.close()
    tone = made
    made.setMuted(room.isMuted(participantId))
    place.voice = made
    publish()
  }
  // Where nothing can carry its tone, it is seen all the same.
  if (traits.tone !== false) addTone(traits.tone === true ? usualHertz : traits.tone).catch(publish)
  else publish()

  return {
    participantId,
    drop(why) {
      if (isGone) return
      isGone = true
      if (feed) room.removeFeed(feed)
      picture.close()
      for (const place of places.reverse()) room.removeMember(place, why === 'kicked' ? why : undefined)
    },
  }
}

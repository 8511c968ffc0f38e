import type { Display } from '../janus/messages.ts'
import type { LeaveReason } from '../janus/plugin.ts'
import type { Tone } from '../media/media.ts'
import type { Feed, LiveRoom, Member } from '../room.ts'
import { createBotVideo } from './bot-video.ts'
import { type Color, colorFor } from './colors.ts'

/** Properties of a bot. */
export interface BotTraits {
  readonly participantId: string
  readonly context: string
  readonly name: string
  /** Color of its video, or whether it sends video. */
  readonly picture: Color | boolean
  /** Pitch of its tone in hertz, or whether it sends audio. */
  readonly tone: number | boolean
  /** Whether it joins by telephone. Then it publishes no stream and is only in the audio mix. */
  readonly telephone: boolean
}

/** A simulated participant. */
export interface Bot {
  readonly participantId: string
  drop(reason: LeaveReason): void
}

const defaultHertz = 440
const noop = () => undefined

/** Adds a bot to a room: to the participant list, to the audio mix, and as a publisher of its stream. */
export function addBot(room: LiveRoom, traits: BotTraits): Bot {
  const { participantId, context, name, telephone } = traits
  const identity = { participantId, external: context, canReceiveMessages: false }
  const stream = { isAudioEnabled: traits.tone !== false, isVideoEnabled: traits.picture !== false }
  const mixStream = {
    id: crypto.randomUUID(),
    key: 'audiobridge',
    isAudioEnabled: true,
    isVideoEnabled: false,
  }
  const members: Member[] = telephone
    ? [room.addMember({ ...identity, telephonyEngineParticipant: true, stream: mixStream }, noop)]
    : [room.addMember(identity, noop), room.addMember({ participantId, stream: mixStream }, noop)]
  const isPublishing = !telephone && (stream.isAudioEnabled || stream.isVideoEnabled)
  const feed: Feed | undefined = isPublishing
    ? room.addFeed({
        participantId,
        stream: { id: crypto.randomUUID(), key: 'self', ...stream },
      } satisfies Display)
    : undefined
  const color = typeof traits.picture === 'string' ? traits.picture : colorFor(name)
  const video = createBotVideo(color, name)
  let isDropped = false
  let tone: Tone | undefined

  const publish = () => {
    if (!feed) return
    room.setSource(feed, {
      requestKeyFrame: noop,
      listen: (kind, listener) => {
        if (kind === 'video') return stream.isVideoEnabled ? video.watch(listener) : noop
        return tone?.listen(listener) ?? noop
      },
    })
    room.announce(feed)
  }
  const startTone = async (hertz: number) => {
    const media = await room.media()
    const member = members.at(-1)
    const opened = await media.addTone(hertz, () => member && room.notifyTalking(member))
    if (isDropped || !member) return opened.close()
    tone = opened
    tone.setMuted(room.isMuted(participantId))
    member.voice = tone
    publish()
  }
  // If the media implementation cannot send the tone, the video is published anyway.
  if (traits.tone !== false) startTone(traits.tone === true ? defaultHertz : traits.tone).catch(publish)
  else publish()

  return {
    participantId,
    drop(reason) {
      if (isDropped) return
      isDropped = true
      if (feed) room.removeFeed(feed)
      video.close()
      for (const member of members.reverse())
        room.removeMember(member, reason === 'kicked' ? reason : undefined)
    },
  }
}

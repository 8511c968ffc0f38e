import type { RoomMedia } from '../media/media.ts'
import { createMixer } from '../mix/mixer.ts'
import { opus } from '../mix/opus.ts'
import { createTone } from '../mix/tone.ts'
import { bridge } from './bridge.ts'
import type { Reach } from './peer.ts'
import { publish } from './publication.ts'
import { subscribe } from './subscription.ts'
import { openTextChannel } from './text-channel.ts'

/** Opens what carries a room's media over WebRTC. */
export function openWebRtc(reach: Reach): RoomMedia {
  const mixer = createMixer(opus)
  return {
    bridge: (offer, onTalking) => bridge(reach, mixer, offer, onTalking),
    async hum(hertz, onTalking) {
      const seat = mixer.sit({ make: createTone(hertz), onTalking })
      return { setMuted: seat.setMuted, close: seat.leave }
    },
    publish: (offer, on) => publish(reach, offer, on),
    subscribe: (source, wants) => subscribe(reach, source, wants),
    text: (onMessage) => openTextChannel(reach, onMessage),
    close: mixer.close,
  }
}

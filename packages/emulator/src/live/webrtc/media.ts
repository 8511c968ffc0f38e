import type { RoomMedia } from '../media/media.ts'
import { createMixer } from '../mix/mixer.ts'
import { opus } from '../mix/opus.ts'
import { hum } from '../mix/tone.ts'
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
    hum: async (hertz, onTalking) => hum(mixer, opus, hertz, onTalking),
    publish: (offer, onConnected) => publish(reach, offer, onConnected),
    subscribe: (source, wants) => subscribe(reach, source, wants),
    text: (onMessage) => openTextChannel(reach, onMessage),
    close: mixer.close,
  }
}

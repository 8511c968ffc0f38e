import type { RoomMedia } from '../media/media.ts'
import { createMixer } from '../mix/mixer.ts'
import { opus } from '../mix/opus.ts'
import { addTone } from '../mix/tone.ts'
import { bridge } from './bridge.ts'
import type { NetworkOptions } from './peer.ts'
import { publish } from './publication.ts'
import { subscribe } from './subscription.ts'
import { openTextChannel } from './text-channel.ts'

/** Opens a media transport over WebRTC. */
export function openWebRtc(network: NetworkOptions): RoomMedia {
  const mixer = createMixer(opus)
  return {
    bridge: (offer, onTalking) => bridge(network, mixer, offer, onTalking),
    addTone: async (hertz, onTalking) => addTone(mixer, opus, hertz, onTalking),
    publish: (offer, onConnected) => publish(network, offer, onConnected),
    subscribe: (source, tracks) => subscribe(network, source, tracks),
    text: (onMessage) => openTextChannel(network, onMessage),
    close: mixer.close,
  }
}

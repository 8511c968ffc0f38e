import type { Bridge } from '../media/media.ts'
import type { Mixer } from '../mix/mixer.ts'
import { type NetworkOptions, openPeer, readPacket, sendPacket } from './peer.ts'

/** Connects a browser to the audio mix over one bidirectional audio track. */
export async function bridge(
  network: NetworkOptions,
  mixer: Mixer,
  offer: string,
  onTalking: () => void,
): Promise<Bridge> {
  const peer = openPeer(network)
  const channel = mixer.addChannel({
    onTalking,
    onPacket(packet) {
      const [sender] = peer.pc.getSenders()
      if (sender) sendPacket(sender, packet)
    },
  })
  peer.pc.onRemoteTransceiverAdded.subscribe((transceiver) => {
    transceiver.setDirection('sendrecv')
    transceiver.onTrack.subscribe((track) => {
      track.onReceiveRtp.subscribe((packet) => channel.push(readPacket(packet)))
    })
  })
  const close = () => {
    channel.remove()
    peer.close()
  }
  try {
    const answer = await peer.answer(offer)
    return { answer, setMuted: channel.setMuted, close }
  } catch (error) {
    close()
    throw error
  }
}

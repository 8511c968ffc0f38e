import type { Bridge } from '../media/media.ts'
import type { Mixer } from '../mix/mixer.ts'
import { type NetworkOptions, openPeer, readPacket, sendPacket } from './peer.ts'

/** Takes a page into the mix: one line of sound, both ways. */
export async function bridge(
  network: NetworkOptions,
  mixer: Mixer,
  offer: string,
  onTalking: () => void,
): Promise<Bridge> {
  const peer = openPeer(network)
  const seat = mixer.addChannel({
    onTalking,
    onPacket(packet) {
      const [sender] = peer.pc.getSenders()
      if (sender) sendPacket(sender, packet)
    },
  })
  peer.pc.onRemoteTransceiverAdded.subscribe((transceiver) => {
    transceiver.setDirection('sendrecv')
    transceiver.onTrack.subscribe((track) => {
      track.onReceiveRtp.subscribe((packet) => seat.push(readPacket(packet)))
    })
  })
  const close = () => {
    seat.leave()
    peer.close()
  }
  try {
    const answer = await peer.answer(offer)
    return { answer, setMuted: seat.setMuted, close }
  } catch (error) {
    close()
    throw error
  }
}

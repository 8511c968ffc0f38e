import type { Kind, Source, Subscription, TrackSelection } from '../media/media.ts'
import { createPacketRenumberer } from '../media/packet-renumberer.ts'
import { type NetworkOptions, openPeer, sendPacket } from './peer.ts'

/** Sends a stream to a page. Both kinds are always offered, so that either can be turned on later. */
export async function subscribe(
  network: NetworkOptions,
  source: Source,
  wanted: TrackSelection,
): Promise<Subscription> {
  let wants = wanted
  const peer = openPeer(network, () => source.requestKeyFrame())

  const forward = (kind: Kind) => {
    const { sender } = peer.pc.addTransceiver(kind, { direction: 'sendonly' })
    const numbers = createPacketRenumberer()
    if (kind === 'video') sender.onPictureLossIndication.subscribe(() => source.requestKeyFrame())
    return source.listen(kind, (packet) => {
      if (wants[kind]) sendPacket(sender, numbers.next(packet))
      else numbers.pause()
    })
  }
  const stops = [forward('audio'), forward('video')]
  const offer = await peer.offer()
  return {
    offer,
    accept: peer.accept,
    configure(next) {
      if (next.video && !wants.video) source.requestKeyFrame()
      wants = next
    },
    close() {
      for (const stop of stops) stop()
      peer.close()
    },
  }
}

import type { Kind, Source, Subscription, TrackSelection } from '../media/media.ts'
import { createPacketRenumberer } from '../media/packet-renumberer.ts'
import { type NetworkOptions, openPeer, sendPacket } from './peer.ts'

/** Sends a stream to a browser. Audio and video are always offered, so that either can be enabled later. */
export async function subscribe(
  network: NetworkOptions,
  source: Source,
  initial: TrackSelection,
): Promise<Subscription> {
  let tracks = initial
  const peer = openPeer(network, () => source.requestKeyFrame())

  const forward = (kind: Kind) => {
    const { sender } = peer.pc.addTransceiver(kind, { direction: 'sendonly' })
    const renumberer = createPacketRenumberer()
    if (kind === 'video') sender.onPictureLossIndication.subscribe(() => source.requestKeyFrame())
    return source.listen(kind, (packet) => {
      if (tracks[kind]) sendPacket(sender, renumberer.next(packet))
      else renumberer.pause()
    })
  }
  const unsubscribe = [forward('audio'), forward('video')]
  const offer = await peer.offer()
  return {
    offer,
    accept: peer.accept,
    configure(next) {
      if (next.video && !tracks.video) source.requestKeyFrame()
      tracks = next
    },
    close() {
      for (const stop of unsubscribe) stop()
      peer.close()
    },
  }
}

import type { Kind, Source, Subscription, Wants } from '../media/media.ts'
import { createRenumbering } from '../media/renumber.ts'
import { openPeer, type Reach, sendPacket } from './peer.ts'

/** Sends a stream to a page. Both kinds are always offered, so that either can be turned on later. */
export async function subscribe(reach: Reach, source: Source, wanted: Wants): Promise<Subscription> {
  let wants = wanted
  const peer = openPeer(reach, () => source.requestKeyFrame())

  const forward = (kind: Kind) => {
    const { sender } = peer.pc.addTransceiver(kind, { direction: 'sendonly' })
    const numbers = createRenumbering()
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

import type { Kind, Packet, Publication } from '../media/media.ts'
import { type NetworkOptions, openPeer, readPacket } from './peer.ts'
import type { MediaStreamTrack, RTCRtpTransceiver } from './stack.ts'

/** Asking more often than this brings no pictures sooner. */
const keyFrameIntervalMs = 300

/** Takes a page's stream. Of a picture sent in several sizes the largest is taken. */
export async function publish(
  network: NetworkOptions,
  offer: string,
  onConnected: () => void,
): Promise<Publication> {
  const peer = openPeer(network, onConnected)
  const listeners: Record<Kind, Set<(packet: Packet) => void>> = { audio: new Set(), video: new Set() }
  let picture: { readonly track: MediaStreamTrack; readonly transceiver: RTCRtpTransceiver } | undefined
  let askedAt = 0

  const take = (track: MediaStreamTrack, transceiver: RTCRtpTransceiver) => {
    if (track.kind === 'video') {
      if (picture && track.rid !== largest) return
      picture = { track, transceiver }
    }
    track.onReceiveRtp.subscribe((rtp) => {
      if (track.kind === 'video' && picture?.track !== track) return
      const packet = readPacket(rtp)
      for (const listener of listeners[track.kind as Kind]) listener(packet)
    })
  }
  peer.pc.onRemoteTransceiverAdded.subscribe((transceiver) => {
    transceiver.onTrack.subscribe((track) => take(track, transceiver))
  })
  const answer = await peer.answer(offer)
  return {
    answer,
    listen(kind, listener) {
      listeners[kind].add(listener)
      return () => listeners[kind].delete(listener)
    },
    requestKeyFrame() {
      const { track, transceiver } = picture ?? {}
      const at = performance.now()
      if (track?.ssrc === undefined || at - askedAt < keyFrameIntervalMs) return
      askedAt = at
      transceiver?.receiver.sendRtcpPLI(track.ssrc).catch(() => undefined)
    },
    close() {
      listeners.audio.clear()
      listeners.video.clear()
      peer.close()
    },
  }
}

/** What the page's client calls the largest size of its pictures. */
const largest = 'h'

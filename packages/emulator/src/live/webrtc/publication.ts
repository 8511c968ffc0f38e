import type { Kind, Packet, Publication } from '../media/media.ts'
import { type NetworkOptions, openPeer, readPacket } from './peer.ts'
import type { MediaStreamTrack, RTCRtpTransceiver } from './stack.ts'

/** Minimum interval between key frame requests. More frequent requests do not bring a key frame sooner. */
const keyFrameIntervalMs = 300

/** Receives a browser's stream. Of simulcast video, only the largest layer is used. */
export async function publish(
  network: NetworkOptions,
  offer: string,
  onConnected: () => void,
): Promise<Publication> {
  const peer = openPeer(network, onConnected)
  const listeners: Record<Kind, Set<(packet: Packet) => void>> = { audio: new Set(), video: new Set() }
  let video: { readonly track: MediaStreamTrack; readonly transceiver: RTCRtpTransceiver } | undefined
  let requestedAt = 0

  const addTrack = (track: MediaStreamTrack, transceiver: RTCRtpTransceiver) => {
    if (track.kind === 'video') {
      if (video && track.rid !== largestRid) return
      video = { track, transceiver }
    }
    track.onReceiveRtp.subscribe((rtp) => {
      if (track.kind === 'video' && video?.track !== track) return
      const packet = readPacket(rtp)
      for (const listener of listeners[track.kind as Kind]) listener(packet)
    })
  }
  peer.pc.onRemoteTransceiverAdded.subscribe((transceiver) => {
    transceiver.onTrack.subscribe((track) => addTrack(track, transceiver))
  })
  const answer = await peer.answer(offer)
  return {
    answer,
    listen(kind, listener) {
      listeners[kind].add(listener)
      return () => listeners[kind].delete(listener)
    },
    requestKeyFrame() {
      const { track, transceiver } = video ?? {}
      const now = performance.now()
      if (track?.ssrc === undefined || now - requestedAt < keyFrameIntervalMs) return
      requestedAt = now
      transceiver?.receiver.sendRtcpPLI(track.ssrc).catch(() => undefined)
    },
    close() {
      listeners.audio.clear()
      listeners.video.clear()
      peer.close()
    },
  }
}

/** Stream id (rid) with which `@telnyx/video` names its largest simulcast layer. */
const largestRid = 'h'

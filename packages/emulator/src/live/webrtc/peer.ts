import type { Packet } from '../media/media.ts'
import { cacheSessionKeys } from './session-keys.ts'
import {
  RTCPeerConnection,
  type RTCPeerConnectionConfig,
  type RTCRtpSender,
  RtpHeader,
  RtpPacket,
  useOPUS,
  useSdesMid,
  useSdesRTPStreamId,
  useVP8,
} from './stack.ts'

/** Which machines can connect. */
export interface NetworkOptions {
  /** Whether other machines can connect. If false, only loopback addresses are used. */
  readonly lan: boolean
}

/**
 * Returns a configuration with one codec of each kind that every browser supports, so that payloads are
 * forwarded unchanged. `max-bundle` gives a description one transport: with other policies werift opens a
 * second socket that `close()` does not free.
 */
function configOf({ lan }: NetworkOptions): RTCPeerConnectionConfig {
  return {
    codecs: {
      audio: [useOPUS()],
      video: [useVP8({ rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }] })],
    },
    headerExtensions: { audio: [useSdesMid()], video: [useSdesMid(), useSdesRTPStreamId()] },
    iceServers: [],
    iceUseIpv6: false,
    iceUseTcp: false,
    iceAdditionalHostAddresses: ['127.0.0.1'],
    ...(lan ? {} : { iceInterfaceAddresses: { udp4: '127.0.0.1' } }),
    bundlePolicy: 'max-bundle',
  }
}

/**
 * Aborts a DTLS handshake. werift would retry for half a minute and keep the whole connection in memory. It
 * does not start a handshake that already sent its first flight, and stops retrying after the last flight.
 */
function abortHandshake(handshake: { flight: number }): void {
  handshake.flight = handshake.flight === 0 ? 1 : 99
}

/** A peer connection to a browser. */
export interface MediaPeer {
  readonly pc: RTCPeerConnection
  /** Applies an offer and resolves to the answer. */
  answer(offer: string): Promise<string>
  /** Resolves to an offer. */
  offer(): Promise<string>
  accept(answer: string): Promise<void>
  close(): void
}

/**
 * Opens a peer connection. `onConnected` is called when it is up. The signaling socket, not the peer
 * connection, decides whether a browser is still there.
 */
export function openPeer(network: NetworkOptions, onConnected?: () => void): MediaPeer {
  const pc = new RTCPeerConnection(configOf(network))
  let isClosed = false
  pc.connectionStateChange.subscribe((state) => {
    if (state !== 'connected' || isClosed) return
    cacheSessionKeys(pc)
    onConnected?.()
  })
  const localSdp = () => {
    const sdp = pc.localDescription?.sdp ?? ''
    return network.lan ? sdp : onlyLoopback(sdp)
  }
  const close = () => {
    if (isClosed) return
    isClosed = true
    for (const { dtls } of pc.dtlsTransports) if (dtls) abortHandshake(dtls.dtls)
    pc.close().catch(() => undefined)
  }
  const applyRemote = async (type: 'offer' | 'answer', sdp: string) => {
    try {
      if (!sdp.startsWith('v=0')) throw new TypeError()
      await pc.setRemoteDescription({ type, sdp })
      if (type === 'offer') await pc.setLocalDescription(await pc.createAnswer())
    } catch {
      close()
      throw new TypeError(`The ${type} is not valid SDP`)
    }
  }
  return {
    pc,
    async answer(offer) {
      await applyRemote('offer', offer)
      return localSdp()
    },
    async offer() {
      await pc.setLocalDescription(await pc.createOffer())
      return localSdp()
    },
    accept: (answer) => applyRemote('answer', answer),
    close,
  }
}

/** Removes the candidates of other interfaces, so that only this machine can connect. */
function onlyLoopback(sdp: string): string {
  return sdp
    .split('\r\n')
    .filter((line) => !line.startsWith('a=candidate:') || line.includes(' 127.0.0.1 '))
    .join('\r\n')
}

/** Converts a werift packet. */
export function readPacket({ header, payload }: RtpPacket): Packet {
  const { sequenceNumber, timestamp, marker } = header
  return { payload, sequenceNumber, timestamp, marker }
}

/**
 * Sends a packet with a new header. Header extensions of the publisher, such as the mid, do not apply to the
 * receiver's connection.
 */
export function sendPacket(sender: RTCRtpSender, packet: Packet): void {
  const { payload, sequenceNumber, timestamp, marker } = packet
  const header = new RtpHeader({ sequenceNumber, timestamp, marker })
  // The signaling socket reports a browser that is gone.
  sender
    .sendRtp(new RtpPacket(header, Buffer.from(payload.buffer, payload.byteOffset, payload.length)))
    .catch(() => undefined)
}

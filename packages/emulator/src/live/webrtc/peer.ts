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

/** Where media may come from. */
export interface NetworkOptions {
  /** Whether other machines may connect, and not only this one. */
  readonly lan: boolean
}

/**
 * One codec of each kind, which every browser has, so that no payload is ever changed on its way. With `max-bundle`
 * a description has one transport: with others werift opens a second socket that closing does not free.
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
 * Ends a handshake of DTLS. The stack would go on asking for half a minute, and hold all of its connection in memory: it refuses
 * to begin where the first step is taken, and stops asking beyond the last.
 */
function abortHandshake(handshake: { flight: number }): void {
  handshake.flight = handshake.flight === 0 ? 1 : 99
}

/** A connection to a page, with what all of them need. */
export interface MediaPeer {
  readonly pc: RTCPeerConnection
  /** Takes an offer; resolves to the answer. */
  answer(offer: string): Promise<string>
  /** Makes an offer. */
  offer(): Promise<string>
  accept(answer: string): Promise<void>
  close(): void
}

/** Opens a connection that tells when it is up. Whether a page is still there its socket tells. */
export function openPeer(network: NetworkOptions, onConnected?: () => void): MediaPeer {
  const pc = new RTCPeerConnection(configOf(network))
  let isClosed = false
  pc.connectionStateChange.subscribe((state) => {
    if (state !== 'connected' || isClosed) return
    cacheSessionKeys(pc)
    onConnected?.()
  })
  const described = () => {
    const sdp = pc.localDescription?.sdp ?? ''
    return network.lan ? sdp : onlyLoopback(sdp)
  }
  const close = () => {
    if (isClosed) return
    isClosed = true
    for (const { dtls } of pc.dtlsTransports) if (dtls) abortHandshake(dtls.dtls)
    pc.close().catch(() => undefined)
  }
  const take = async (type: 'offer' | 'answer', sdp: string) => {
    try {
      if (!sdp.startsWith('v=0')) throw new TypeError()
      await pc.setRemoteDescription({ type, sdp })
      if (type === 'offer') await pc.setLocalDescription(await pc.createAnswer())
    } catch {
      close()
      throw new TypeError(`The ${type} is not SDP that can be read`)
    }
  }
  return {
    pc,
    async answer(offer) {
      await take('offer', offer)
      return described()
    },
    async offer() {
      await pc.setLocalDescription(await pc.createOffer())
      return described()
    },
    accept: (answer) => take('answer', answer),
    close,
  }
}

/** Leaves the candidates of other interfaces out: nobody but this machine is to network them. */
function onlyLoopback(sdp: string): string {
  return sdp
    .split('\r\n')
    .filter((line) => !line.startsWith('a=candidate:') || line.includes(' 127.0.0.1 '))
    .join('\r\n')
}

/** Reads a packet of the stack's as ours. */
export function readPacket({ header, payload }: RtpPacket): Packet {
  const { sequenceNumber, timestamp, marker } = header
  return { payload, sequenceNumber, timestamp, marker }
}

/**
 * Sends a packet. Its header is made anew: an extension of the publisher's, such as the line's name, would
 * mislead the one who gets it.
 */
export function sendPacket(sender: RTCRtpSender, packet: Packet): void {
  const { payload, sequenceNumber, timestamp, marker } = packet
  const header = new RtpHeader({ sequenceNumber, timestamp, marker })
  // Whether the other end is still there shows elsewhere.
  sender
    .sendRtp(new RtpPacket(header, Buffer.from(payload.buffer, payload.byteOffset, payload.length)))
    .catch(() => undefined)
}

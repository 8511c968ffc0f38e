/** The parts of werift that the emulator uses. One module, so that the build bundles them into one chunk. */
export {
  MediaStreamTrack,
  RTCPeerConnection,
  type RTCPeerConnectionConfig,
  type RTCRtpSender,
  type RTCRtpTransceiver,
  RtpHeader,
  RtpPacket,
  useOPUS,
  useSdesMid,
  useSdesRTPStreamId,
  useVP8,
} from 'werift'

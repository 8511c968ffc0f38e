import type { RoomMedia, Source } from './media.ts'

/**
 * Carries nothing: pages join, publish and see each other, their tracks are there and stay silent. A page that
 * wants texts gets an offer that is none, so that its `connect()` rejects at once and does not wait for ever.
 */
export function openNoMedia(): RoomMedia {
  const silent: Source = { listen: () => () => undefined, requestKeyFrame: () => undefined }
  const voice = { setMuted: () => undefined, close: () => undefined }
  return {
    bridge: async (offer) => ({ answer: answerOf(offer), ...voice }),
    addTone: async () => ({ ...voice, listen: () => () => undefined }),
    async publish(offer, onConnected) {
      const answer = answerOf(offer)
      queueMicrotask(onConnected)
      return { answer, ...silent, close: voice.close }
    },
    subscribe: async () => ({
      offer: descriptionOf(['audio', 'video'], 'sendonly', 'actpass'),
      accept: async (answer) => void linesOf(answer),
      configure: () => undefined,
      close: voice.close,
    }),
    text: async () => ({
      offer: 'This emulator was started without media',
      accept: async () => undefined,
      send: () => undefined,
      close: voice.close,
    }),
    close: voice.close,
  }
}

/** The lines of an SDP that say what it has, as `audio` or `video`. */
function linesOf(sdp: string): string[] {
  if (!sdp.startsWith('v=0')) throw new TypeError('This is not SDP that can be read')
  return Array.from(sdp.matchAll(/^m=(audio|video) /gm), ([, kind = '']) => kind)
}

function answerOf(offer: string): string {
  const payloads = (kind: string) =>
    new RegExp(`^a=rtpmap:(\\d+) ${kind === 'audio' ? 'opus' : 'VP8'}/`, 'im').exec(offer)?.[1]
  const isBoth = /^a=sendrecv/m.test(offer)
  return descriptionOf(linesOf(offer), isBoth ? 'sendrecv' : 'recvonly', 'passive', payloads)
}

/** A description with codecs and a fingerprint, and with no place that media could be sent to. */
function descriptionOf(
  kinds: readonly string[],
  direction: string,
  setup: string,
  payloadOf: (kind: string) => string | undefined = () => undefined,
): string {
  const fingerprint = Array.from({ length: 32 }, () => '00').join(':')
  const lines = kinds.flatMap((kind, mid) => {
    const [codec, usual] = kind === 'audio' ? ['opus/48000/2', '111'] : ['VP8/90000', '96']
    const payload = payloadOf(kind) ?? usual
    return [
      `m=${kind} 9 UDP/TLS/RTP/SAVPF ${payload}`,
      'c=IN IP4 0.0.0.0',
      `a=mid:${mid}`,
      `a=${direction}`,
      `a=msid:none ${kind}`,
      'a=rtcp-mux',
      `a=rtpmap:${payload} ${codec}`,
      'a=ice-ufrag:none',
      'a=ice-pwd:nonenonenonenonenonenone',
      `a=fingerprint:sha-256 ${fingerprint}`,
      `a=setup:${setup}`,
    ]
  })
  const head = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    `a=group:BUNDLE ${kinds.map((_, mid) => mid).join(' ')}`,
  ]
  return `${[...head, ...lines].join('\r\n')}\r\n`
}

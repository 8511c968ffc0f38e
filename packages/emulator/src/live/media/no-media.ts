import type { RoomMedia, Source } from './media.ts'

/**
 * Opens a transport without media. Browsers join, publish and see each other, but their tracks stay silent.
 * The offer of a text channel is invalid on purpose: the browser's `connect()` then rejects at once instead
 * of waiting forever.
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
      accept: async (answer) => void kindsOf(answer),
      configure: () => undefined,
      close: voice.close,
    }),
    text: async () => ({
      offer: 'The emulator was started without media',
      accept: async () => undefined,
      send: () => undefined,
      close: voice.close,
    }),
    close: voice.close,
  }
}

/** Returns the kinds of the media sections of an SDP. */
function kindsOf(sdp: string): string[] {
  if (!sdp.startsWith('v=0')) throw new TypeError('The description is not valid SDP')
  return Array.from(sdp.matchAll(/^m=(audio|video) /gm), ([, kind = '']) => kind)
}

function answerOf(offer: string): string {
  const payloads = (kind: string) =>
    new RegExp(`^a=rtpmap:(\\d+) ${kind === 'audio' ? 'opus' : 'VP8'}/`, 'im').exec(offer)?.[1]
  const isBidirectional = /^a=sendrecv/m.test(offer)
  return descriptionOf(kindsOf(offer), isBidirectional ? 'sendrecv' : 'recvonly', 'passive', payloads)
}

/** Returns a description with codecs and a fingerprint but without candidates, so that no media is sent. */
function descriptionOf(
  kinds: readonly string[],
  direction: string,
  setup: string,
  payloadOf: (kind: string) => string | undefined = () => undefined,
): string {
  const fingerprint = Array.from({ length: 32 }, () => '00').join(':')
  const lines = kinds.flatMap((kind, mid) => {
    const [codec, defaultPayload] = kind === 'audio' ? ['opus/48000/2', '111'] : ['VP8/90000', '96']
    const payload = payloadOf(kind) ?? defaultPayload
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

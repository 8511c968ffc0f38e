import * as v from 'valibot'

const shortText = v.pipe(v.string(), v.maxLength(256))

/** An SDP offer or answer. */
export type Jsep = v.InferOutput<typeof Jsep>
export const Jsep = v.object({ type: v.picklist(['offer', 'answer']), sdp: v.string() })

/** Envelope of all messages that a browser sends. */
export type ClientMessage = v.InferOutput<typeof ClientMessage>
export const ClientMessage = v.object({
  janus: shortText,
  transaction: shortText,
  client_token: v.optional(v.string()),
  session_id: v.optional(v.number()),
  handle_id: v.optional(v.number()),
  plugin: v.optional(shortText),
  body: v.optional(v.record(v.string(), v.unknown())),
  jsep: v.optional(Jsep),
})

/** Parses a message. Returns undefined when it is invalid. */
export function readMessage(text: string): ClientMessage | undefined {
  try {
    const read = v.safeParse(ClientMessage, JSON.parse(text))
    return read.success ? read.output : undefined
  } catch {
    return undefined
  }
}

/** Description of a participant or its stream. The room sends it to all participants. */
export type Display = v.InferOutput<typeof Display>
export const Display = v.object({
  participantId: v.pipe(v.string(), v.uuid()),
  /** The context. */
  external: v.optional(v.pipe(v.string(), v.maxLength(10_000))),
  canReceiveMessages: v.optional(v.boolean()),
  telephonyEngineParticipant: v.optional(v.boolean()),
  stream: v.optional(
    v.object({
      id: shortText,
      key: shortText,
      isAudioEnabled: v.boolean(),
      isVideoEnabled: v.boolean(),
    }),
  ),
})

/** Decodes a display. Returns undefined when it is invalid. */
export function readDisplay(text: string): Display | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
    const read = v.safeParse(Display, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
    return read.success ? read.output : undefined
  } catch {
    return undefined
  }
}

/** Encodes a display as JSON in UTF-8 in base64. */
export function writeDisplay(display: Display): string {
  const bytes = new TextEncoder().encode(JSON.stringify(display))
  let binary = ''
  // A call with very many arguments is slow and may exceed the stack.
  for (let at = 0; at < bytes.length; at += 1024)
    binary += String.fromCharCode(...bytes.subarray(at, at + 1024))
  return btoa(binary)
}

/** Data of a plugin's event or response. */
export type PluginData = Readonly<Record<string, unknown>>

/** Names of the plugins, as a browser requests them. */
export const pluginNames = {
  audiobridge: 'janus.plugin.audiobridge',
  videoroom: 'janus.plugin.videoroom',
  textroom: 'janus.plugin.textroom',
} as const

/** Error with which a plugin rejects a request. The connection stays open. */
export class PluginError extends Error {
  override readonly name = 'PluginError'
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

/** Error codes of Janus's plugins. */
export const pluginErrors = {
  unknownRequest: 423,
  noSuchFeed: 428,
  missingElement: 429,
  invalidElement: 430,
  invalidSdp: 431,
  notJoined: 432,
} as const

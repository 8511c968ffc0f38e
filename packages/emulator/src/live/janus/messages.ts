import * as v from 'valibot'

const shortText = v.pipe(v.string(), v.maxLength(256))

/** An offer or an answer. */
export type Jsep = v.InferOutput<typeof Jsep>
export const Jsep = v.object({ type: v.picklist(['offer', 'answer']), sdp: v.string() })

/** What a page sends: the envelope that is the same for all. */
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

/** Reads what came over a socket; undefined when it is no message. */
export function readMessage(text: string): ClientMessage | undefined {
  try {
    const read = v.safeParse(ClientMessage, JSON.parse(text))
    return read.success ? read.output : undefined
  } catch {
    return undefined
  }
}

/** What a page says about itself or its stream, for all to see. */
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

/** Reads a display; undefined when it is none. */
export function readDisplay(text: string): Display | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
    const read = v.safeParse(Display, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
    return read.success ? read.output : undefined
  } catch {
    return undefined
  }
}

/** Writes a display as pages read it: JSON in UTF-8 in base64. */
export function writeDisplay(display: Display): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(display))))
}

/** What a plugin says. */
export type PluginData = Readonly<Record<string, unknown>>

/** The plugins that there are, by what a page attaches to. */
export const pluginNames = {
  audiobridge: 'janus.plugin.audiobridge',
  videoroom: 'janus.plugin.videoroom',
  textroom: 'janus.plugin.textroom',
} as const

/** A request that a plugin refuses, in its own words. */
export class PluginError extends Error {
  override readonly name = 'PluginError'
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

/** Codes of refusals, as the media server's plugins number them. */
export const pluginErrors = {
  unknownRequest: 423,
  noSuchFeed: 428,
  missingElement: 429,
  invalidElement: 430,
  invalidSdp: 431,
  notJoined: 432,
} as const

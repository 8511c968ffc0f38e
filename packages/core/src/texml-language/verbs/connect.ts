import * as v from 'valibot'
import { bool, defaultTo, oneOf, required, socketUrl, text } from '../attributes.ts'
import { type Verb, verb } from '../verb.ts'
import { actionEntries } from './shared-attributes.ts'

/** Attributes of {@link connect}. */
export interface ConnectAttributes extends v.InferInput<typeof ConnectAttributes> {}
export const ConnectAttributes = v.strictObject({ ...actionEntries() })

/** Verbs of what {@link connect} can connect with. */
export type ConnectTarget = 'Stream' | 'ConversationRelay' | 'AIAssistant'

/**
 * Connects the call with a stream, a conversation relay or an AI assistant, and waits until that ends.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/connect
 * @example
 * ```ts
 * import { connect, conversationRelay } from '@greenroom/core/texml/document'
 *
 * connect({ action: '/ended' }, conversationRelay({ url: 'wss://example.com/relay' }))
 * ```
 */
export const connect: Verb<'Connect', typeof ConnectAttributes, ConnectTarget> = verb({
  id: 'Connect',
  attributes: ConnectAttributes,
  children: ['Stream', 'ConversationRelay', 'AIAssistant'],
  requests: { action: { kind: 'other', method: 'method' } },
  rules: [
    ({ children }) =>
      children.length === 1 ? undefined : 'one of <Stream>, <ConversationRelay> and <AIAssistant>',
  ],
})

/** Declares a sound in the background. */
// @__NO_SIDE_EFFECTS__
function backgroundEntries() {
  return {
    /** Kind of the sound in the background. */
    backgroundAudioType: oneOf(['media_url']),
    /** URL of the sound in the background. */
    backgroundAudioValue: text(),
  }
}

/** Returns what is missing if only one attribute of a background sound is present. */
function halfBackground({
  attributes: { backgroundAudioType, backgroundAudioValue },
}: {
  readonly attributes: {
    readonly backgroundAudioType?: unknown
    readonly backgroundAudioValue?: unknown
  }
}): string | undefined {
  return (backgroundAudioType === undefined) === (backgroundAudioValue === undefined)
    ? undefined
    : 'both backgroundAudioType and backgroundAudioValue'
}

/** Attributes of {@link conversationRelay}. */
export interface ConversationRelayAttributes extends v.InferInput<typeof ConversationRelayAttributes> {}
export const ConversationRelayAttributes = v.strictObject({
  /** URL of the WebSocket that gets what the caller says, as text: `wss:`, or `ws:` on this machine. */
  url: required(socketUrl()),
  /** What is spoken first. */
  welcomeGreeting: text(),
  /** Whether the caller can interrupt the greeting. Default: `any`. */
  welcomeGreetingInterruptible: defaultTo(interruptible(), 'any'),
  /** What interrupts the speech; `true` is `any`, and `false` is `none`. Default: `any`. */
  interruptible: defaultTo(interruptible(), 'any'),
  /** Voice that speaks. */
  voice: text(),
  /** Language (BCP 47). */
  language: text(),
  /** Service that recognizes the speech. */
  transcriptionProvider: text(),
  /** Whether keys are reported. Default: false. */
  dtmfDetection: defaultTo(bool(), false),
  ...backgroundEntries(),
})

// @__NO_SIDE_EFFECTS__
function interruptible() {
  return oneOf(['any', 'none', 'speech', 'dtmf', 'true', 'false'])
}

/**
 * A conversation in text over a WebSocket, for `connect`: the platform recognizes and speaks.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/conversationrelay
 */
export const conversationRelay: Verb<
  'ConversationRelay',
  typeof ConversationRelayAttributes,
  'Language' | 'Parameter'
> = verb({
  id: 'ConversationRelay',
  attributes: ConversationRelayAttributes,
  children: ['Language', 'Parameter'],
  requests: { url: { kind: 'socket' }, backgroundAudioValue: { kind: 'media' } },
  rules: [halfBackground],
})

/** Attributes of {@link language}. */
export interface LanguageAttributes extends v.InferInput<typeof LanguageAttributes> {}
export const LanguageAttributes = v.strictObject({
  /** The language (BCP 47). */
  code: required(text()),
  /** Service that speaks. */
  ttsProvider: text(),
  /** Voice that speaks. */
  voice: text(),
  /** Service that recognizes the speech. */
  transcriptionProvider: text(),
  /** Model that recognizes the speech. */
  speechModel: text(),
  ...backgroundEntries(),
})

/** Settings of one language of `conversationRelay`. */
export const language: Verb<'Language', typeof LanguageAttributes> = verb({
  id: 'Language',
  attributes: LanguageAttributes,
  requests: { backgroundAudioValue: { kind: 'media' } },
  rules: [halfBackground],
})

/** Attributes of {@link aiAssistant}: either `id` or `join`. */
export interface AIAssistantAttributes extends v.InferInput<typeof AIAssistantAttributes> {}
export const AIAssistantAttributes = v.strictObject({
  /** Assistant that talks with the caller. */
  id: text(),
  /** Conversation that the caller joins. */
  join: text(),
  /** Name of the caller in the joined conversation. */
  participantName: text(),
  /** Role of the caller in the joined conversation. Default: `user`. */
  participantRole: defaultTo(oneOf(['user', 'assistant']), 'user'),
})

/**
 * An AI assistant, for `connect`.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/aiassistant
 */
export const aiAssistant: Verb<'AIAssistant', typeof AIAssistantAttributes> = verb({
  id: 'AIAssistant',
  attributes: AIAssistantAttributes,
  rules: [
    ({ attributes: { id, join } }) =>
      (id === undefined) === (join === undefined) ? 'either id or join' : undefined,
    ({ attributes: { join, participantName, participantRole } }) =>
      join === undefined && (participantName !== undefined || participantRole !== 'user')
        ? 'join, which participantName and participantRole need'
        : undefined,
  ],
})

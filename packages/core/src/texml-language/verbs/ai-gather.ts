import * as v from 'valibot'
import { bool, decimal, defaultTo, oneOf, required, text, textWith } from '../attributes.ts'
import { noAttributes, type Verb, verb } from '../verb.ts'
import { actionEntries } from './shared-attributes.ts'

/** Attributes of {@link aiGather}. */
export interface AIGatherAttributes extends v.InferInput<typeof AIGatherAttributes> {}
export const AIGatherAttributes = v.strictObject({ ...actionEntries() })

/** Verbs of what may be in {@link aiGather}. */
export type AIGatherPart =
  | 'Greeting'
  | 'Voice'
  | 'Parameters'
  | 'MessageHistory'
  | 'InterruptionSettings'
  | 'AIGather.Transcription'
  | 'Assistant'
  | 'Tools'

/**
 * Lets an AI model talk with the caller until it has all the values that `aiParameters` names.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/aigather
 * @example
 * ```ts
 * import { aiGather, aiGreeting, aiParameters } from '@greenroom/core/texml/document'
 *
 * const parameters = { type: 'object', properties: { age: { type: 'integer' }, required: ['age'] } }
 * aiGather({ action: '/age' }, aiGreeting('How old are you?'), aiParameters(JSON.stringify(parameters)))
 * ```
 */
export const aiGather: Verb<'AIGather', typeof AIGatherAttributes, AIGatherPart> = verb({
  id: 'AIGather',
  attributes: AIGatherAttributes,
  children: [
    'Greeting',
    'Voice',
    'Parameters',
    'MessageHistory',
    'InterruptionSettings',
    'AIGather.Transcription',
    'Assistant',
    'Tools',
  ],
  requests: { action: { kind: 'other', method: 'method' } },
  rules: [
    ({ children }) =>
      children.filter(({ id }) => id === 'Parameters').length === 1 ? undefined : 'one <Parameters>',
  ],
  advice: [
    ({ attributes: { action } }) =>
      action === undefined ? 'Without action, what is collected is lost.' : undefined,
  ],
})

/** What `aiGather` says first (`<Greeting>`). */
export const aiGreeting: Verb<'Greeting', ReturnType<typeof noAttributes>, never, true> = verb({
  id: 'Greeting',
  attributes: noAttributes(),
  text: v.string(),
})

/** Attributes of {@link aiVoice}. */
export interface AIVoiceAttributes extends v.InferInput<typeof AIVoiceAttributes> {}
export const AIVoiceAttributes = v.strictObject({
  /** Voice, such as `Telnyx.NaturalHD.Astra`, the default. */
  name: defaultTo(text(), 'Telnyx.NaturalHD.Astra'),
  /** Secret with the key of the voice's provider. */
  api_key_ref: text(),
  /** Speed, 0.1 to 2. Default: 1. */
  voice_speed: defaultTo(decimal(0.1, 2), 1),
})

/** The voice of `aiGather` (`<Voice>`). */
export const aiVoice: Verb<'Voice', typeof AIVoiceAttributes> = verb({
  id: 'Voice',
  attributes: AIVoiceAttributes,
})

/** The values that `aiGather` collects (`<Parameters>`): a JSON schema of an object, as a text. */
export const aiParameters: Verb<'Parameters', ReturnType<typeof noAttributes>, never, true> = verb({
  id: 'Parameters',
  attributes: noAttributes(),
  text: required(textWith(isObjectSchema, 'a JSON schema of an object')),
})

/** Returns whether a text is a JSON schema of an object. A template may become one. */
function isObjectSchema(text: string): boolean {
  const schema = parsed(text)
  return typeof schema === 'object' && schema !== null && 'type' in schema && schema.type === 'object'
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Earlier messages of the conversation of `aiGather` (`<MessageHistory>`). */
export const aiMessageHistory: Verb<'MessageHistory', ReturnType<typeof noAttributes>, 'Message'> = verb({
  id: 'MessageHistory',
  attributes: noAttributes(),
  children: ['Message'],
})

/** Attributes of {@link aiMessage}. */
export interface AIMessageAttributes extends v.InferInput<typeof AIMessageAttributes> {}
export const AIMessageAttributes = v.strictObject({
  /** Who said it. */
  role: required(oneOf(['user', 'assistant'])),
})

/** An earlier message (`<Message>`). */
export const aiMessage: Verb<'Message', typeof AIMessageAttributes, never, true> = verb({
  id: 'Message',
  attributes: AIMessageAttributes,
  text: v.string(),
})

/** Attributes of {@link aiInterruptionSettings}. */
export interface AIInterruptionSettingsAttributes
  extends v.InferInput<typeof AIInterruptionSettingsAttributes> {}
export const AIInterruptionSettingsAttributes = v.strictObject({
  /** Whether the caller can interrupt the model. */
  enable: bool(),
})

/** How the caller can interrupt `aiGather` (`<InterruptionSettings>`). */
export const aiInterruptionSettings: Verb<'InterruptionSettings', typeof AIInterruptionSettingsAttributes> =
  verb({
    id: 'InterruptionSettings',
    attributes: AIInterruptionSettingsAttributes,
  })

/** Attributes of {@link aiTranscription}. */
export interface AITranscriptionAttributes extends v.InferInput<typeof AITranscriptionAttributes> {}
export const AITranscriptionAttributes = v.strictObject({
  /** Model that recognizes the speech. */
  model: text(),
})

/** How `aiGather` recognizes speech (`<Transcription>`). */
export const aiTranscription: Verb<'AIGather.Transcription', typeof AITranscriptionAttributes> = verb({
  id: 'AIGather.Transcription',
  attributes: AITranscriptionAttributes,
})

/** Attributes of {@link aiGatherAssistant}. */
export interface AIGatherAssistantAttributes extends v.InferInput<typeof AIGatherAssistantAttributes> {}
export const AIGatherAssistantAttributes = v.strictObject({
  /** Model that talks. */
  model: text(),
  /** Secret with the key of the model's provider. */
  api_key_ref: text(),
  /** What the model is to do. */
  instructions: text(),
})

/** The model that talks in `aiGather`, with its tools (`<Assistant>`). */
export const aiGatherAssistant: Verb<'Assistant', typeof AIGatherAssistantAttributes, 'Tools'> = verb({
  id: 'Assistant',
  attributes: AIGatherAssistantAttributes,
  children: ['Tools'],
})

/** Tools of the model (`<Tools>`). */
export const aiTools: Verb<'Tools', ReturnType<typeof noAttributes>, 'Tool'> = verb({
  id: 'Tools',
  attributes: noAttributes(),
  children: ['Tool'],
})

/** A tool of the model (`<Tool>`): its description in JSON, as for the Call Control API. */
export const aiTool: Verb<'Tool', ReturnType<typeof noAttributes>, never, true> = verb({
  id: 'Tool',
  attributes: noAttributes(),
  text: required(textWith((text) => typeof parsed(text) === 'object', 'a tool in JSON')),
})

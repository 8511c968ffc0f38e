/**
 * The builder of TeXML documents: a function for each verb and noun.
 *
 * Types refuse wrong nesting, unknown attributes and missing required ones; at run time they throw an
 * `InputError`. Texts and attributes are escaped.
 *
 * @module
 */
export { InputError } from '../errors.ts'
export type { TexmlElement, TexmlText } from './element.ts'
export { type ResponseChild, response, type TexmlDocument } from './response.ts'
export type { Verb } from './verb.ts'
export * from './verbs/ai-gather.ts'
export * from './verbs/conference.ts'
export * from './verbs/connect.ts'
export * from './verbs/dial.ts'
export * from './verbs/flow.ts'
export * from './verbs/gather.ts'
export * from './verbs/http-request.ts'
export * from './verbs/parameter.ts'
export * from './verbs/pay.ts'
export * from './verbs/play.ts'
export * from './verbs/queue.ts'
export * from './verbs/record.ts'
export * from './verbs/recording.ts'
export * from './verbs/refer.ts'
export * from './verbs/say.ts'
export { SiprecAttributes, StopSiprecAttributes, siprec } from './verbs/siprec.ts'
export { type SsmlTag, ssml } from './verbs/ssml.ts'
export * from './verbs/start.ts'
export { StopStreamAttributes, StreamAttributes, stream } from './verbs/stream.ts'
export * from './verbs/suppression.ts'
export * from './verbs/transcription.ts'

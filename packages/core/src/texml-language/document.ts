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
export * from './verbs/flow.ts'
export * from './verbs/gather.ts'
export * from './verbs/play.ts'
export * from './verbs/say.ts'
export { type SsmlTag, ssml } from './verbs/ssml.ts'

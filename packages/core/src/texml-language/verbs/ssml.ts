import * as v from 'valibot'
import { createElement } from '../create-element.ts'
import type { VerbDefinition } from '../definition.ts'
import type { TexmlElement } from '../element.ts'
import type { Content } from '../verb.ts'

/** Name of an SSML element that the platform's voices know. */
export type SsmlTag =
  | 'break'
  | 'emphasis'
  | 'lang'
  | 'p'
  | 'phoneme'
  | 'prosody'
  | 's'
  | 'say-as'
  | 'sub'
  | 'w'

/** Verb of an SSML element, such as `ssml.say-as`. */
export type SsmlId = `ssml.${SsmlTag}`
export const ssmlIds: readonly SsmlId[] = [
  'ssml.break',
  'ssml.emphasis',
  'ssml.lang',
  'ssml.p',
  'ssml.phoneme',
  'ssml.prosody',
  'ssml.s',
  'ssml.say-as',
  'ssml.sub',
  'ssml.w',
]

type AnyAttributes = v.StrictObjectSchema<v.ObjectEntries, undefined>

/** Returns the definition of an SSML element. Its attributes depend on the voice and are not checked. */
export function ssmlDefinition<const Id extends SsmlId>(id: Id): VerbDefinition<Id, AnyAttributes, SsmlId> {
  // The run-time schema is the loose one: attributes depend on the voice.
  const attributes = v.looseObject({}) as unknown as AnyAttributes
  return { id, attributes, children: ssmlIds, text: v.string() }
}

/**
 * Returns an SSML element for the text of `say`.
 *
 * @param tag - its name, such as `break`.
 * @param attributes - its attributes, as SSML names them. They are not checked.
 * @throws {InputError} for content that is neither text nor an SSML element.
 * @see https://www.w3.org/TR/speech-synthesis11/
 * @example
 * ```ts
 * import { say, ssml } from '@greenroom/core/texml/document'
 *
 * say('Hello', ssml('break', { time: '500ms' }), 'and welcome.')
 * ```
 */
export function ssml<const Tag extends SsmlTag>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number>> = {},
  ...content: Content<SsmlId, true>[]
): TexmlElement<`ssml.${Tag}`> {
  return createElement(ssmlDefinition(`ssml.${tag}`), [attributes, ...content])
}

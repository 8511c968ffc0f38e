import * as v from 'valibot'
import { InputError } from '../../errors.ts'
import { createElement } from '../create-element.ts'
import type { VerbDefinition } from '../definition.ts'
import type { TexmlElement } from '../element.ts'
import { type Content, noAttributes } from '../verb.ts'

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

/** Returns the definition of an SSML element. Its attributes depend on the voice and are not checked. */
export function ssmlDefinition<const Id extends SsmlId>(
  id: Id,
): VerbDefinition<Id, ReturnType<typeof noAttributes>, SsmlId> {
  return { id, attributes: noAttributes(), anyAttributes: true, children: ssmlIds, text: v.string() }
}

/**
 * Returns an SSML element for the text of `say`.
 *
 * @param tag - its name, such as `break`.
 * @param attributes - its attributes, as SSML names them. Their values are not checked.
 * @throws {InputError} for content that is neither text nor an SSML element, and for names of attributes that
 * XML does not have.
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
  const invalid = Object.keys(attributes).filter((name) => !/^[a-z_][\w:.-]*$/i.test(name))
  if (invalid.length > 0) {
    const problems = invalid.map((name) => ({
      pointer: `/${name}`,
      expected: 'a name',
      received: 'another text',
    }))
    throw new InputError(`<${tag}>`, problems, 'is not valid')
  }
  return createElement(ssmlDefinition(`ssml.${tag}`), [attributes, ...content])
}

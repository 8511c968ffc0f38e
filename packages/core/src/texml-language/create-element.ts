import * as v from 'valibot'
import { InputError, type Problem } from '../errors.ts'
import { problemsOf } from '../wire/problems.ts'
import { toAttributeText } from './attribute-text.ts'
import { type AnyVerb, elementName } from './definition.ts'
import { elementsOf, isElement, type TexmlElement, textOf } from './element.ts'

/** Characters that XML 1.0 cannot carry, not even escaped. */
const notInXml = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u

/** Makes an element. @throws {InputError} if attributes, texts or elements do not match the definition. */
export function createElement<Id extends string>(
  definition: AnyVerb & { readonly id: Id },
  content: readonly unknown[],
): TexmlElement<Id> {
  const [first, ...others] = content
  const hasAttributes = typeof first === 'object' && first !== null && !isElement(first)
  const checked = v.safeParse(definition.attributes, hasAttributes ? first : {})
  const problems: Problem[] = checked.success ? [] : problemsOf(checked.issues)
  const children = hasAttributes ? others : content
  children.forEach((child, index) => {
    const problem = problemOfChild(definition, child)
    if (problem) problems.push({ pointer: `/children/${index}`, ...problem })
  })
  const attributes = checked.success && hasAttributes ? textsOf(definition, first as object) : {}
  for (const [name, value] of Object.entries(attributes)) {
    if (notInXml.test(value)) problems.push({ pointer: `/${name}`, ...unwritable })
  }
  const element: TexmlElement<Id> = {
    type: 'element',
    name: elementName(definition.id),
    attributes,
    children: children.map((child) => (isElement(child) ? child : { type: 'text', value: String(child) })),
    data: { verb: definition.id },
  }
  if (checked.success && problems.length === 0)
    problems.push(...brokenRules(definition, element, checked.output))
  if (problems.length > 0) throw new InputError(`<${element.name}>`, problems, 'is not valid')
  return element
}

const unwritable = { expected: 'characters that XML can carry', received: 'a control character' }

function problemOfChild(
  { text, children = [] }: AnyVerb,
  child: unknown,
): Pick<Problem, 'expected' | 'received'> | undefined {
  const allowed = [...(text ? ['text'] : []), ...children.map((id) => `<${elementName(id)}>`)]
  const expected = allowed.join(', ') || 'no content'
  if (isElement(child)) {
    return children.includes(child.data?.verb ?? '') ? undefined : { expected, received: `<${child.name}>` }
  }
  if (typeof child !== 'string' || !text) return { expected, received: typeof child }
  return notInXml.test(child) ? unwritable : undefined
}

/** Returns the attributes as they are written; those that are undefined are left out. */
function textsOf({ attributes }: AnyVerb, values: object): Record<string, string> {
  const present = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    present.map(([name, value]) => [name, toAttributeText(attributes.entries[name], value)]),
  )
}

function brokenRules(
  { rules = [], text: textSchema }: AnyVerb,
  element: TexmlElement,
  attributes: Readonly<Record<string, unknown>>,
): Problem[] {
  const text = textOf(element)
  const children = elementsOf(element).map(({ data, attributes }) => ({ id: data?.verb ?? '', attributes }))
  const ofText = textSchema && v.safeParse(textSchema, text)
  return [
    ...(ofText && !ofText.success ? problemsOf(ofText.issues) : []),
    ...rules.flatMap((rule) => {
      const expected = rule({ attributes, text, children })
      return expected === undefined ? [] : [{ pointer: '', expected, received: `<${element.name}>` }]
    }),
  ]
}

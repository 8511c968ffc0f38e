import * as v from 'valibot'
import { InputError, type Problem } from '../errors.ts'
import { problemsOf } from '../wire/problems.ts'
import { toAttributeText, toSchemaInput } from './attribute-text.ts'
import { type AnyVerb, attributeSchema, displayName, elementName } from './definition.ts'
import { elementsOf, isElement, type TexmlElement, textOf } from './element.ts'

/** Characters that XML 1.0 cannot carry, not even escaped. */
const notInXml = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u

/** Makes an element. @throws {InputError} if attributes, texts or elements do not match the definition. */
export function createElement<Id extends string>(
  definition: AnyVerb & { readonly id: Id },
  content: readonly unknown[],
): TexmlElement<Id> {
  const { id, attributes: schema, anyAttributes, text, rules = [] } = definition
  const [first, ...others] = content
  const hasAttributes = typeof first === 'object' && first !== null && !isElement(first)
  const values = Object.entries(hasAttributes ? first : {})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, toSchemaInput(attributeSchema(definition, name), value)] as const)
  const children = hasAttributes ? others : content
  const element: TexmlElement<Id> = {
    type: 'element',
    name: elementName(id),
    attributes: Object.fromEntries(
      values.map(([name, value]) => [name, toAttributeText(attributeSchema(definition, name), value)]),
    ),
    children: children.map((child) => (isElement(child) ? child : { type: 'text', value: String(child) })),
    data: { verb: id },
  }
  const problems: Problem[] = []
  const check = (checked: v.GenericSchema, value: unknown): unknown => {
    const { success, output, issues } = v.safeParse(checked, value)
    if (!success) problems.push(...problemsOf(issues))
    return output
  }
  const input = Object.fromEntries(values)
  const attributes = (anyAttributes ? input : check(schema, input)) as Record<string, unknown>
  children.forEach((child, index) => {
    const problem = problemOfChild(definition, child)
    if (problem) problems.push({ pointer: `/children/${index}`, ...problem })
  })
  for (const [name, value] of Object.entries(element.attributes)) {
    if (notInXml.test(value)) problems.push({ pointer: `/${name}`, ...unwritable })
  }
  if (problems.length === 0) {
    const received = `<${element.name}>`
    const ownText = textOf(element)
    if (text) check(text, ownText)
    const elements = elementsOf(element).map((child) => ({
      id: child.data?.verb ?? '',
      attributes: child.attributes,
    }))
    for (const rule of rules) {
      const expected = rule({ attributes, text: ownText, children: elements })
      if (expected) problems.push({ pointer: '', expected, received })
    }
  }
  if (problems.length > 0) throw new InputError(`<${element.name}>`, problems, 'is not valid')
  return element
}

const unwritable = { expected: 'characters that XML can carry', received: 'a control character' }

function problemOfChild(
  { text, children = [] }: AnyVerb,
  child: unknown,
): Pick<Problem, 'expected' | 'received'> | undefined {
  const isText = typeof child === 'string'
  if (isText && text) return notInXml.test(child) ? unwritable : undefined
  const id = isElement(child) ? (child.data?.verb ?? child.name) : undefined
  if (id !== undefined && children.includes(id)) return undefined
  return {
    expected: [...(text ? ['text'] : []), ...children.map(displayName)].join(', ') || 'no content',
    received: id === undefined ? typeof child : displayName(id),
  }
}

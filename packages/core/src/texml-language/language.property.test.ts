import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { isInputError } from '../errors.ts'
import { type Shape, unwrapSchema } from '../wire/shape.ts'
import { createElement } from './create-element.ts'
import { response } from './document.ts'
import { elementsOf, isElement, type TexmlElement } from './element.ts'
import { lintTexml } from './lint/index.ts'
import { parseDocument } from './parse-document.ts'
import { readAttributes } from './read-element.ts'
import { definitionOf } from './registry.ts'
import { type ResponseChild, responseChildren } from './response.ts'

/** Texts that fit into one attribute or another. Those that do not fit are left out. */
const text = fc.oneof(
  fc.constantFrom('', 'a', '/menu?a=1&b="2"', "'<&>]]>\t\n\r ", 'https://example.com/a.mp3'),
  fc.constantFrom('wss://example.com/a', '1*#', '12w#', '9.99', 'USD', 'auto', 'Polly.Joanna', '0', 'true'),
  fc.constantFrom('{{From}}', '{{#if a}}b{{/if}}', JSON.stringify({ type: 'object', properties: {} })),
  fc
    .string({ unit: 'binary' })
    .filter((value) => !/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(value)),
)

const number = fc.oneof(
  fc.integer({ min: 0, max: 300 }),
  fc.integer({ min: 0, max: 20_000 }),
  fc.constantFrom(0.1, 0.8, 1.5),
)

/** Returns values that may fit a schema. */
function valueFor(shape: Shape): fc.Arbitrary<unknown> {
  if (shape.type === 'boolean') return fc.boolean()
  if (shape.type === 'number') return number
  if (shape.type === 'picklist') return fc.constantFrom(...(shape.options ?? []))
  if (shape.type === 'record') return fc.dictionary(fc.constantFrom('a', 'b'), text)
  if (shape.item) return fc.array(valueFor(unwrapSchema(shape.item).shape), { minLength: 1, maxLength: 3 })
  return text
}

interface Built {
  readonly element: TexmlElement
  /** Attributes as the builder got them. */
  readonly attributes: Record<string, unknown>
  readonly children: readonly Built[]
}

/** Returns an element of a verb; undefined if the attempts broke its rules. */
function build(g: fc.GeneratorValue, id: string, depth: number): Built | undefined {
  const definition = definitionOf(id)
  if (!definition) throw new Error(`${id} has no definition`)
  for (let attempt = 0; attempt < 8; attempt++) {
    const attributes: Record<string, unknown> = {}
    for (const [name, schema] of Object.entries(definition.attributes.entries)) {
      const isRequired = !v.is(schema, undefined)
      if (!isRequired && g(fc.nat, { max: 4 }) > 0) continue
      const value = g(valueFor, unwrapSchema(schema).shape)
      if (v.is(schema, value)) attributes[name] = value
    }
    const ids =
      depth < 6 && definition.children?.length
        ? g(fc.array, fc.constantFrom(...definition.children), { maxLength: 3 })
        : []
    const children = ids.flatMap((child) => build(g, child, depth + 1) ?? [])
    const texts = definition.text && g(fc.boolean) ? [g(() => text)] : []
    try {
      const content = [...texts, ...children.map(({ element }) => element)]
      return { element: createElement(definition, [attributes, ...content]), attributes, children }
    } catch (error) {
      if (!isInputError(error)) throw error
    }
  }
  return undefined
}

/** Returns an element with names, attributes and joined texts only. */
function plain({ name, attributes, children }: TexmlElement): unknown {
  const joined: unknown[] = []
  for (const child of children) {
    const last = joined.at(-1)
    if (isElement(child)) joined.push(plain(child))
    else if (typeof last === 'string') joined.splice(-1, 1, last + child.value)
    else if (child.value !== '') joined.push(child.value)
  }
  return { name, attributes, children: joined }
}

/** Expects that attributes are read as the builder got them, with defaults. */
function expectSameAttributes({ element, attributes, children }: Built, parsed: TexmlElement): void {
  const definition = definitionOf(element.data?.verb ?? '')
  if (!definition || definition.anyAttributes) return
  const read = readAttributes(definition, parsed)
  expect(read).toMatchObject({ invalid: [], unknown: [], missing: [] })
  expect(read.values).toEqual(v.parse(definition.attributes, attributes))
  elementsOf(parsed).forEach((child, index) => {
    const built = children[index]
    if (built) expectSameAttributes(built, child)
  })
}

describe('a document of the builder', () => {
  it('passes the linter without errors, and is read back the same', () => {
    fc.assert(
      fc.property(fc.gen(), fc.constantFrom(...responseChildren), (g, id) => {
        const built = build(g, id, 0)
        fc.pre(built !== undefined)
        const xml = String(response(built.element as TexmlElement<ResponseChild>))
        const { root, problem } = parseDocument(xml)
        expect(problem).toBeUndefined()
        const [child] = root ? elementsOf(root) : []
        if (!child) throw new Error('the document has no verb')
        expect(plain(child)).toEqual(plain(built.element))
        expectSameAttributes(built, child)
        expect(lintTexml(xml).problems.filter(({ severity }) => severity === 'error')).toEqual([])
      }),
      { numRuns: 500 },
    )
  }, 60_000)
})

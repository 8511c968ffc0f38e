import * as v from 'valibot'
import { fromAttributeText } from './attribute-text.ts'
import type { AnyVerb, AttributesSchema, VerbDefinition } from './definition.ts'
import { elementName } from './definition.ts'
import { attributeOf, type TexmlElement } from './element.ts'

/** Values of an element's attributes, and the names of those that are invalid, unknown or missing. */
export interface ReadAttributes<Schema extends AttributesSchema> {
  /** Values with defaults. An invalid attribute has its default. */
  readonly values: v.InferOutput<Schema>
  /** Attributes with a text that their schema rejects, with its issues. */
  readonly invalid: readonly { readonly name: string; readonly issues: readonly v.BaseIssue<unknown>[] }[]
  /** Attributes that the verb does not have. */
  readonly unknown: readonly string[]
  /** Required attributes that are absent. */
  readonly missing: readonly string[]
}

/** Reads the attributes of a parsed element. */
export function readAttributes<Schema extends AttributesSchema>(
  { attributes: schema, anyAttributes }: VerbDefinition<string, Schema>,
  element: Pick<TexmlElement, 'attributes'>,
): ReadAttributes<Schema> {
  const values: [name: string, value: unknown][] = []
  const invalid: { name: string; issues: readonly v.BaseIssue<unknown>[] }[] = []
  const missing: string[] = []
  for (const [name, entry] of Object.entries(schema.entries)) {
    const text = attributeOf(element, name)
    const read = text === undefined ? undefined : v.safeParse(entry, fromAttributeText(entry, text))
    if (read?.success) {
      values.push([name, read.output])
      continue
    }
    const absent = v.safeParse(entry, undefined)
    if (read) invalid.push({ name, issues: read.issues })
    else if (!absent.success) missing.push(name)
    if (absent.success && absent.output !== undefined) values.push([name, absent.output])
  }
  const unknown = anyAttributes
    ? []
    : Object.keys(element.attributes).filter((name) => !Object.hasOwn(schema.entries, name))
  return { values: Object.fromEntries(values) as v.InferOutput<Schema>, invalid, unknown, missing }
}

/** Returns which of a verb's children an element is; undefined if it may not be there. */
export function childIdOf(
  { children = [] }: AnyVerb,
  { name }: Pick<TexmlElement, 'name'>,
): string | undefined {
  return children.find((id) => elementName(id) === name)
}

import * as v from 'valibot'
import { createElement } from './create-element.ts'
import type { AnyVerb, AttributesSchema, VerbDefinition } from './definition.ts'
import type { TexmlElement } from './element.ts'

/** Attributes as the builder takes them. An element is not taken for attributes. */
type Attributes<Schema extends AttributesSchema> = v.InferInput<Schema> & { readonly type?: never }

/** Text where a verb has text, and elements of the verbs that may be in it. */
export type Content<Child extends string, HasText extends boolean> =
  | (HasText extends true ? string : never)
  | ([Child] extends [never] ? never : TexmlElement<Child>)

type Parameters<Schema extends AttributesSchema, C> =
  | [attributes: Attributes<Schema>, ...content: C[]]
  | (Record<never, never> extends v.InferInput<Schema> ? [...content: C[]] : never)

/**
 * A verb or a noun of TeXML: a function that makes its element, with the properties of its definition. The
 * function takes the attributes, if there are any, then texts and elements.
 */
export interface Verb<
  Id extends string,
  Schema extends AttributesSchema,
  Child extends string = never,
  HasText extends boolean = false,
> extends VerbDefinition<Id, Schema, Child> {
  (...content: Parameters<Schema, Content<Child, HasText>>): TexmlElement<Id>
}

/** Attributes of a verb as the emulator reads them: with defaults. */
export type AttributesOf<V extends { readonly attributes: AttributesSchema }> = v.InferOutput<V['attributes']>

/** Declares a verb with text, or with text and elements. */
// @__NO_SIDE_EFFECTS__
export function verb<const Id extends string, Schema extends AttributesSchema, Child extends string = never>(
  definition: VerbDefinition<Id, Schema, Child> & { readonly text: v.GenericSchema<string> },
): Verb<Id, Schema, Child, true>
/** Declares a verb without text. */
// @__NO_SIDE_EFFECTS__
export function verb<const Id extends string, Schema extends AttributesSchema, Child extends string = never>(
  definition: VerbDefinition<Id, Schema, Child>,
): Verb<Id, Schema, Child>
// @__NO_SIDE_EFFECTS__
export function verb(definition: AnyVerb): unknown {
  return Object.assign((...content: unknown[]) => createElement(definition, content), definition)
}

/** Declares the attributes of a verb without attributes. */
// @__NO_SIDE_EFFECTS__
export function noAttributes(): v.StrictObjectSchema<Record<never, never>, undefined> {
  return v.strictObject({})
}

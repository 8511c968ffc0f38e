import type * as v from 'valibot'

/** Schema of a verb's attributes. */
export type AttributesSchema = v.StrictObjectSchema<v.ObjectEntries, undefined>

/** What a request is about that a verb makes. */
export type VerbRequestKind =
  /** Its response is the next document. */
  | 'gather'
  | 'dial'
  | 'record'
  | 'enqueue'
  | 'refer'
  | 'redirect'
  | 'other'
  /** Its response is a document that runs beside this one: while a call waits, or for its other party. */
  | 'document'
  /** It reports an event; its response is ignored. */
  | 'callback'
  /** It fetches a sound. */
  | 'media'
  /** It opens a WebSocket. */
  | 'socket'
  /** It is what the verb is for: an HTTP request of the app. */
  | 'http'

/** A request that a verb makes to the address in one of its attributes, or in its text. */
export interface VerbRequest<Attribute extends string = string> {
  readonly kind: VerbRequestKind
  /** Attribute with the HTTP method; `#application` for that of the application. Default: always POST. */
  readonly method?: Attribute | '#application'
  /** Attribute with the events that are reported. */
  readonly events?: Attribute
}

/** An element as rules see it: checked attributes, its own text, and its child elements. */
export interface CheckedElement<Attributes = Readonly<Record<string, unknown>>> {
  readonly attributes: Attributes
  readonly text: string
  readonly children: readonly CheckedChild[]
}

/** A child element as rules see it: its verb, and its attributes as they are written. */
export interface CheckedChild {
  readonly id: string
  readonly attributes: Readonly<Record<string, string>>
}

/**
 * Returns what an element should have, undefined if nothing is wrong. Declared as a method, so that rules of
 * any verb can be called alike.
 */
export type Rule<Attributes = Readonly<Record<string, unknown>>> = {
  rule(element: CheckedElement<Attributes>): string | undefined
}['rule']

/** Everything about a verb or a noun. The builder, the linter, the parser and the emulator come from it. */
export interface VerbDefinition<
  Id extends string = string,
  Schema extends AttributesSchema = AttributesSchema,
  Child extends string = string,
> {
  /** Name of the element. For an element that differs by its parent, both: `HttpRequest.Response`. */
  readonly id: Id
  readonly attributes: Schema
  /** Whether it takes any attributes. They are not checked. */
  readonly anyAttributes?: boolean
  /** Verbs of the elements that may be in it. Default: none. */
  readonly children?: readonly Child[]
  /** Schema of its text. Default: it has no text. */
  readonly text?: v.GenericSchema<string>
  /** The requests it makes, by the attribute with the address; `#text` for an address in its text. */
  readonly requests?: {
    readonly [A in (keyof Schema['entries'] & string) | '#text']?: VerbRequest<
      keyof Schema['entries'] & string
    >
  }
  /** Whether the verbs after it never run: always, or if it has the attribute `action`. */
  readonly ends?: 'always' | 'with-action'
  /** What attributes and children must fulfill together. */
  readonly rules?: readonly Rule<v.InferOutput<Schema>>[]
  /** What should be different, though the platform accepts it. Only the linter reports it. */
  readonly advice?: readonly Rule<v.InferOutput<Schema>>[]
}

/** Any verb or noun. */
export type AnyVerb = VerbDefinition<string, AttributesSchema, string>

/** Returns the schema of an attribute; undefined if the verb does not have it. */
export function attributeSchema(
  { attributes: { entries } }: Pick<AnyVerb, 'attributes'>,
  name: string,
): v.GenericSchema | undefined {
  return Object.hasOwn(entries, name) ? (entries[name] as v.GenericSchema) : undefined
}

/** Returns how messages name a verb: `<Say>`, or `<Stop> <Stream>` if it differs by its parent. */
export function displayName(id: string): string {
  return `<${id.replace('ssml.', '').replace('.', '> <')}>`
}

/** Returns the name of a verb's element. */
export function elementName(id: string): string {
  return id.slice(id.lastIndexOf('.') + 1)
}

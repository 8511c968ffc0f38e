/** A text between elements. */
export interface TexmlText {
  readonly type: 'text'
  readonly value: string
}

/** Where an element begins and ends in its document. */
export interface TexmlPosition {
  readonly start: TexmlPoint
  readonly end: TexmlPoint
}

/** A place in a document. */
export interface TexmlPoint {
  /** Line, from 1. */
  readonly line: number
  /** Column, from 1. */
  readonly column: number
}

/**
 * An element of a TeXML document: a node of the [xast](https://github.com/syntax-tree/xast) format. Make one
 * with a function of its verb, such as `say`.
 */
export interface TexmlElement<Id extends string = string> {
  readonly type: 'element'
  /** Name of the element, such as `Say`. */
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (TexmlElement | TexmlText)[]
  /** The verb that made the element. Absent if it was parsed. */
  readonly data?: { readonly verb: Id }
  /** Its place in the document. Present if it was parsed. */
  readonly position?: TexmlPosition
}

/** Returns the text of an element without that of its child elements. */
export function textOf({ children }: Pick<TexmlElement, 'children'>): string {
  return children.map((child) => (child.type === 'text' ? child.value : '')).join('')
}

/** Returns the text of an attribute; undefined if it is absent. */
export function attributeOf(
  { attributes }: Pick<TexmlElement, 'attributes'>,
  name: string,
): string | undefined {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined
}

/** Returns the child elements of an element. */
export function elementsOf({ children }: Pick<TexmlElement, 'children'>): TexmlElement[] {
  return children.filter((child) => child.type === 'element')
}

/** Returns whether a value is an element. */
export function isElement(value: unknown): value is TexmlElement {
  return (value as TexmlElement | null | undefined)?.type === 'element'
}

import type * as v from 'valibot'
import { type Shape, unwrapSchema } from '../wire/shape.ts'

/** The parts of a list's schema that state how it is written. */
interface Listed {
  readonly separator?: string
}

/** Returns an attribute's value as it is written in a document. */
export function toAttributeText(schema: v.GenericSchema | undefined, value: unknown): string {
  if (!Array.isArray(value)) return typeof value === 'object' ? JSON.stringify(value) : String(value)
  return value.join((schema && (unwrapSchema(schema).shape as Listed).separator) ?? ' ')
}

/** Returns the value of an attribute's text. A text that cannot be converted stays as it is. */
export function fromAttributeText(schema: v.GenericSchema, text: string): unknown {
  const { shape } = unwrapSchema(schema)
  const { item } = shape
  if (shape.type === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
  if (shape.type === 'boolean') return text === 'true' || (text === 'false' ? false : text)
  if (shape.type === 'record') return parsed(text)
  return item ? partsOf(shape, text).map((part) => fromAttributeText(item, part)) : text
}

/** Returns the values of a list, as they are written. */
function partsOf(list: Listed | Shape, text: string): string[] {
  const { separator = ' ' } = list as Listed
  return text
    .split(separator === ' ' ? /\s+/ : separator)
    .map((part) => part.trim())
    .filter(Boolean)
}

/**
 * Returns a value of the builder as the schema has it: a list for a text with its values, and a text for a
 * number or a boolean where the document has a text.
 */
export function toSchemaInput(schema: v.GenericSchema | undefined, value: unknown): unknown {
  if (schema === undefined) return value
  const { shape } = unwrapSchema(schema)
  if (shape.item) return typeof value === 'string' ? partsOf(shape, value) : value
  const isText = shape.type === 'string' || shape.type === 'picklist'
  return isText && /^(number|boolean)$/.test(typeof value) ? String(value) : value
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return json
  }
}

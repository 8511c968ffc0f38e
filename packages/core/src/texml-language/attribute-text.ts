import type * as v from 'valibot'
import { unwrapSchema } from '../wire/shape.ts'

/** The parts of a list's schema that tell how it is written. */
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
  if (shape.type === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
  if (shape.type === 'boolean') return text === 'true' || (text === 'false' ? false : text)
  if (shape.type === 'record') return parsed(text)
  if (shape.type !== 'array') return text
  const separator = (shape as Listed).separator === ',' ? ',' : /\s+/
  return text.split(separator).flatMap((item) => item.trim() || [])
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return json
  }
}

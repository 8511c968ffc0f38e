import type * as v from 'valibot'
import { type Shape, unwrapSchema } from '../../wire/shape.ts'

/** The parts of a schema that describe its values. */
interface Described extends Shape {
  /** The schema itself, then its checks with messages that name what is expected. */
  readonly pipe?: readonly { readonly message?: unknown }[]
  readonly separator?: string
  readonly item?: Described
}

/** Returns what an attribute or a text may be, as it is written in a document. */
export function expectedValue(schema: v.GenericSchema | undefined): string {
  return schema === undefined ? 'another value' : describe(unwrapSchema(schema).shape)
}

function describe({ type, pipe, options = [], item, separator }: Described): string {
  const message = pipe?.[1]?.message
  if (typeof message === 'string') return message
  if (type === 'boolean') return 'true or false'
  if (type === 'picklist') return `one of ${options.join(', ')}`
  if (type === 'record') return 'an object in JSON'
  if (!item) return `a ${type}`
  return `a list of values (each ${describe(item)}), separated by ${separator === ',' ? 'commas' : 'spaces'}`
}

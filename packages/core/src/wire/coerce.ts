import * as v from 'valibot'
import type { FieldTree } from './fields.ts'
import { alternativesOf, ownEntry, type Shape, unwrapSchema } from './shape.ts'

const booleans: Readonly<Record<string, boolean>> = {
  true: true,
  True: true,
  1: true,
  false: false,
  False: false,
  0: false,
}
const decimal = /^-?\d+(\.\d+)?$/

/**
 * Converts the strings of a query or a form to the types of a schema: `'20'` to 20, `'True'` to true.
 *
 * A string that cannot be converted stays as it is, so that the schema rejects it under its name.
 */
export function coerce(schema: v.GenericSchema, tree: FieldTree): unknown {
  const { shape, isNullable } = unwrapSchema(schema)
  if (isNullable && tree === '' && shape.type !== 'string') return null
  switch (shape.type) {
    case 'number':
      return typeof tree === 'string' && decimal.test(tree) && Number.isFinite(Number(tree))
        ? Number(tree)
        : tree
    case 'boolean':
      return typeof tree === 'string' && Object.hasOwn(booleans, tree) ? booleans[tree] : tree
    case 'object':
    case 'strict_object':
    case 'loose_object':
      return isBranch(tree) ? mapBranch(tree, (key) => ownEntry(shape, key)) : tree
    case 'record':
      return isBranch(tree) ? mapBranch(tree, () => shape.value) : tree
    case 'array':
      return items(tree).map((item) => (shape.item ? coerce(shape.item, item) : item))
    case 'union':
    case 'variant':
      return firstMatch(alternativesOf(shape), tree)
    case 'lazy':
      return shape.getter ? coerce(shape.getter(undefined), tree) : tree
    default:
      return tree
  }
}

function isBranch(tree: FieldTree): tree is { readonly [key: string]: FieldTree } {
  return typeof tree === 'object' && !Array.isArray(tree)
}

function mapBranch(
  tree: { readonly [key: string]: FieldTree },
  schemaOf: (key: string) => Shape | undefined,
): Record<string, unknown> {
  const result: Record<string, unknown> = Object.create(null)
  for (const key in tree) {
    const schema = schemaOf(key)
    result[key] = schema ? coerce(schema, tree[key] as FieldTree) : tree[key]
  }
  return result
}

function items(tree: FieldTree): readonly FieldTree[] {
  if (typeof tree === 'string') return tree === '' ? [] : tree.split(',')
  if (Array.isArray(tree)) return tree
  return Object.entries(tree)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, item]) => item)
}

function firstMatch(options: readonly Shape[], tree: FieldTree): unknown {
  for (const option of options) {
    const value = coerce(option, tree)
    if (v.is(option, value)) return value
  }
  return tree
}

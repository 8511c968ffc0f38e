import * as v from 'valibot'
import type { FieldTree } from './fields.ts'

/** What the schemas of this package are made of, as far as reading fields needs to see it. */
interface Shape extends v.GenericSchema {
  readonly wrapped?: Shape
  readonly entries?: Readonly<Record<string, Shape>>
  readonly item?: Shape
  readonly value?: Shape
  readonly options?: readonly Shape[]
  readonly getter?: (input: unknown) => Shape
}

const truths: Readonly<Record<string, boolean>> = {
  true: true,
  True: true,
  1: true,
  false: false,
  False: false,
  0: false,
}
const decimal = /^-?\d+(\.\d+)?$/

/**
 * Gives the texts of a query or a form the types that a schema wants: `'20'` becomes 20, `'True'` true.
 *
 * A text that does not fit is left as it is, for the schema to refuse by name.
 */
export function coerce(schema: v.GenericSchema, tree: FieldTree): unknown {
  const shape = unwrap(schema as Shape)
  if (shape.nullable && tree === '' && shape.schema.type !== 'string') return null
  const of = shape.schema
  switch (of.type) {
    case 'number':
      return typeof tree === 'string' && decimal.test(tree) ? Number(tree) : tree
    case 'boolean':
      return typeof tree === 'string' && Object.hasOwn(truths, tree) ? truths[tree] : tree
    case 'object':
    case 'strict_object':
    case 'loose_object':
      return isBranch(tree) ? mapBranch(tree, (key) => own(of.entries, key)) : tree
    case 'record':
      return isBranch(tree) ? mapBranch(tree, () => of.value) : tree
    case 'array':
      return items(tree).map((item) => (of.item ? coerce(of.item, item) : item))
    case 'union':
    case 'variant':
      return firstFit(of.options ?? [], tree)
    case 'lazy':
      return of.getter ? coerce(of.getter(undefined), tree) : tree
    default:
      return tree
  }
}

function unwrap(schema: Shape): { readonly schema: Shape; readonly nullable: boolean } {
  let nullable = false
  let at = schema
  while (at.wrapped) {
    nullable ||= at.type === 'nullish' || at.type === 'nullable'
    at = at.wrapped
  }
  return { schema: at, nullable }
}

function isBranch(tree: FieldTree): tree is { readonly [key: string]: FieldTree } {
  return typeof tree === 'object' && !Array.isArray(tree)
}

function own(entries: Readonly<Record<string, Shape>> | undefined, key: string): Shape | undefined {
  return entries && Object.hasOwn(entries, key) ? entries[key] : undefined
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

function firstFit(options: readonly Shape[], tree: FieldTree): unknown {
  for (const option of options) {
    const value = coerce(option, tree)
    if (v.is(option, value)) return value
  }
  return tree
}

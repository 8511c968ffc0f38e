/**
 * Encodes and decodes nested values of a query or a form: `page[size]=20`, `filter[date][gte]=…`, and for
 * arrays `CustomHeaders[0][name]=…`. The notation is the same at every depth, and decodes unambiguously.
 */

/** A field of a query or a form, before it is converted to the type of its schema. */
export type FieldTree = string | readonly string[] | { readonly [key: string]: FieldTree }

/** Encodes an object as fields. `undefined` is omitted, `null` becomes an empty string. */
export function encodeFields(value: Readonly<Record<string, unknown>>): URLSearchParams {
  return new URLSearchParams(encodeQuery(value))
}

/** Returns the text of {@link encodeFields}, without `URLSearchParams`: React Native's escapes nothing. */
export function encodeQuery(value: Readonly<Record<string, unknown>>): string {
  return fieldsOf(value)
    .map((field) => field.map(escapeField).join('='))
    .join('&')
}

function fieldsOf(value: object, prefix = ''): [string, string][] {
  return Object.entries(value).flatMap(([name, item]: [string, unknown]) => {
    const field = prefix ? `${prefix}[${name}]` : name
    if (item === undefined) return []
    if (typeof item === 'object' && item !== null) return fieldsOf(item, field)
    return [[field, String(item ?? '')]]
  })
}

/** Escapes a name or a value. A lone surrogate, which cannot be escaped, is replaced with U+FFFD. */
function escapeField(text: string): string {
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd')).replaceAll('%20', '+')
}

/** Reverses the escapes of a name or a value. A malformed escape is kept. */
export function unescapeField(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}

/** Up to 16 brackets, because readers of the tree may be recursive. Schemas nest four levels at most. */
const key = /^([^[\]]+)((?:\[[^[\]]*\]){0,16})$/

/**
 * Decodes fields into a tree of strings, in linear time. A repeated key becomes an array. A key that does not
 * follow the notation or has more than 16 brackets is kept as it is, so that a strict schema rejects it under
 * that name.
 */
export function decodeFields(
  fields: Iterable<readonly [string, string]>,
): Readonly<Record<string, FieldTree>> {
  const root = branch()
  for (const [name, value] of fields) {
    const match = key.exec(name)
    const path = match ? [match[1] as string, ...inner(match[2] as string)] : [name]
    if (!put(root, path, value)) put(root, [name], value)
  }
  return root
}

/** A tree that is being built. Its arrays are appended to, because copies would take quadratic time. */
type GrowingTree = string | string[] | Branch
interface Branch {
  [key: string]: GrowingTree
}

// Without a prototype, `__proto__` and `constructor` are ordinary names.
function branch(): Branch {
  return Object.create(null) as Branch
}

function inner(brackets: string): string[] {
  return Array.from(brackets.matchAll(/\[([^[\]]*)\]/g), (match) => match[1] as string)
}

function put(root: Branch, path: readonly string[], value: string): boolean {
  let at = root
  for (const step of path.slice(0, -1)) {
    const next = at[step] ?? branch()
    if (typeof next === 'string' || Array.isArray(next)) return false
    at[step] = next
    at = next
  }
  const last = path.at(-1) as string
  const present = at[last]
  if (present === undefined) at[last] = value
  else if (typeof present === 'string') at[last] = [present, value]
  else if (Array.isArray(present)) present.push(value)
  else return false
  return true
}

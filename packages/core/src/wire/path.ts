import type { Problem } from '../errors.ts'

const placeholder = /\{(\w+)\}/g

/** Names of the path's placeholders, in order. */
export function pathNames(template: string): string[] {
  return Array.from(template.matchAll(placeholder), (match) => match[1] as string)
}

/** Whether a value may stand in a path: not empty, and no segment that a URL parser would climb by. */
export function isPathValue(value: string): boolean {
  return value !== '' && value !== '.' && value !== '..'
}

/**
 * Fills a path's placeholders, percent-encoded.
 *
 * A missing value, `''`, `'.'` and `'..'` are refused: the first two would call another endpoint, and
 * percent-encoding does not save from the last.
 */
export function fillPath(
  template: string,
  values: Readonly<Record<string, unknown>>,
): { readonly path: string } | { readonly problem: Problem } {
  let problem: Problem | undefined
  const path = template.replace(placeholder, (_, name: string) => {
    const value = values[name]
    const text = typeof value === 'number' ? String(value) : value
    const encoded = typeof text === 'string' && isPathValue(text) ? encode(text) : undefined
    if (encoded !== undefined) return encoded
    problem ??= {
      pointer: `/${name}`,
      expected: 'a text that is not empty, "." or ".."',
      received: typeof text === 'string' ? JSON.stringify(text) : typeof text,
    }
    return ''
  })
  return problem ? { problem } : { path }
}

function encode(text: string): string | undefined {
  try {
    return encodeURIComponent(text)
  } catch {
    // Half of a surrogate pair has no encoding.
    return undefined
  }
}

import { cutText } from '../cut-text.ts'
import type { BoundedLog } from '../log/bounded-log.ts'

/** One request to the emulator, without secrets. */
export interface LoggedRequest {
  readonly id: string
  /** When it arrived, by the emulator's clock: ISO 8601. */
  readonly at: string
  readonly method: string
  /** Path and query, below the origin; at most 2,000 characters. */
  readonly path: string
  /** The path of the endpoint that it matches, as `/rooms/{room_id}`; null if it matches none. */
  readonly route: string | null
  /** Status of the response; 0 if there was no response. */
  readonly status: number
  /** Path, query and body fields; secrets are masked. Long values and lists are cut to 16,000 characters. */
  readonly input: unknown
}

/** The latest requests. */
export type RequestLog = BoundedLog<LoggedRequest>

/** Maximum length of an input, in characters. */
const maxInputLength = 16_000
/** Maximum length of one text in an input and of a path, in characters. */
export const maxTextLength = 2000

/** Returns a function that reports whether a field name is secret, whatever its case and underscores. */
export function createSecretTest(names: Iterable<string>): (name: string) => boolean {
  const plain = (name: string) => name.toLowerCase().replaceAll('_', '')
  const secrets = new Set(Array.from(names, plain))
  return (name) => secrets.has(plain(name))
}

/**
 * Returns an input for the log. The values of secret fields are masked at any depth, since a client may send
 * a secret in the wrong place. Long texts and lists are cut.
 */
export function redact(value: unknown, isSecret: (name: string) => boolean): unknown {
  let left = maxInputLength
  const show = (item: unknown): unknown => {
    if (typeof item === 'string') {
      const text = cutText(item, Math.max(0, Math.min(left, maxTextLength)))
      left -= text.length
      return text
    }
    left -= 8
    if (typeof item !== 'object' || item === null) return item
    if (Array.isArray(item)) return showFirst(item, show)
    const fields = showFirst(Object.entries(item), ([name, field]) => [
      show(name),
      isSecret(name) ? '[secret]' : show(field),
    ])
    return Object.fromEntries(fields.map((field) => (typeof field === 'string' ? ['…', field] : field)))
  }
  /** Shows as many items as there is space for, then how many are missing. */
  const showFirst = <Item, Shown>(items: readonly Item[], showOne: (item: Item) => Shown) => {
    const shown: (Shown | string)[] = []
    for (const item of items) {
      if (left <= 0) return [...shown, `${items.length - shown.length} more`]
      shown.push(showOne(item))
    }
    return shown
  }
  return show(value)
}

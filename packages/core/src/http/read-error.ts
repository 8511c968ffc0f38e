import type { ApiErrorEntry } from '../errors.ts'

/** The contents of an error response's body, in any of the known shapes. */
export interface ErrorReading {
  readonly code?: string | undefined
  readonly title?: string | undefined
  readonly detail?: string | undefined
  readonly pointer?: string | undefined
  readonly terminal?: boolean | undefined
  readonly retryAfterMs?: number | undefined
  readonly errors: readonly ApiErrorEntry[]
}

/**
 * Reads the body of an error response. Never throws.
 *
 * Known shapes: the API's `errors` list, its bare error object, `{ success, message }`,
 * `{ errors: [{ detail }] }`, FastAPI's `{ detail: [{ loc, msg }] }` and problem+json. For HTML, incomplete
 * JSON or an empty body, all fields are undefined and `errors` is empty.
 */
export function readError(text: string): ErrorReading {
  let body: Readonly<Record<string, unknown>> = {}
  try {
    body = Object(JSON.parse(text))
  } catch {
    // A page, or incomplete JSON.
  }
  const list = [body['errors'], body['detail']].find(Array.isArray) ?? [body]
  const errors = list.map(entryOf).filter((entry) => Object.keys(entry).length > 0)
  const { parameter, ...first } = errors[0] ?? {}
  const { terminal, retry_after_ms } = body
  return {
    pointer: parameter && `/${parameter}`,
    ...first,
    terminal: typeof terminal === 'boolean' ? terminal : undefined,
    // A comparison with Infinity, which is valid JSON as 1e999, is true.
    retryAfterMs:
      Number.isFinite(retry_after_ms) && Number(retry_after_ms) >= 0 ? Number(retry_after_ms) : undefined,
    errors,
  }
}

/** Reads one error in any of the known shapes. Only non-empty strings are kept. */
function entryOf(error: unknown): ApiErrorEntry {
  const { code, title, detail, source, pointer, type, message, msg, loc } = Object(error)
  const at = Object(source)
  const found = {
    code: typeof code === 'number' ? String(code) : code,
    title: title ?? type,
    detail: detail ?? message ?? msg,
    pointer: at.pointer ?? pointer ?? (Array.isArray(loc) ? `/${loc.join('/')}` : undefined),
    parameter: at.parameter,
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value && typeof value === 'string'))
}

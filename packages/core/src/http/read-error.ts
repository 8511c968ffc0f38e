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
  const body = fieldsOf(parse(text))
  const list = [body['errors'], body['detail']].find(Array.isArray) ?? [body]
  const errors = list.map(entryOf).filter((entry) => Object.keys(entry).length > 0)
  const { code, title, detail, parameter, pointer = parameter && `/${parameter}` } = errors[0] ?? {}
  const { terminal, retry_after_ms } = body
  return {
    code,
    title,
    detail,
    pointer,
    terminal: typeof terminal === 'boolean' ? terminal : undefined,
    retryAfterMs: isWait(retry_after_ms) ? retry_after_ms : undefined,
    errors,
  }
}

function isWait(value: unknown): value is number {
  return Number.isFinite(value) && (value as number) >= 0
}

/** Reads one error in any of the known shapes. Only non-empty strings are kept. */
function entryOf(error: unknown): ApiErrorEntry {
  const { code, title, detail, source, pointer, ...other } = fieldsOf(error)
  const at = fieldsOf(source)
  const found = {
    code: typeof code === 'number' ? String(code) : code,
    title: title ?? other['type'],
    detail: detail ?? other['message'] ?? other['msg'],
    pointer:
      at['pointer'] ?? pointer ?? (Array.isArray(other['loc']) ? `/${other['loc'].join('/')}` : undefined),
    parameter: at['parameter'],
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value && typeof value === 'string'))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return Object(value)
}

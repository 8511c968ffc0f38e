import type { ApiErrorEntry } from '../errors.ts'

/** What an error answer tells, whichever of its shapes it has. */
export interface ErrorReading {
  readonly code?: string | undefined
  readonly title?: string | undefined
  readonly detail?: string | undefined
  readonly pointer?: string | undefined
  readonly terminal?: boolean | undefined
  readonly retryAfterMs?: number | undefined
  readonly errors: readonly ApiErrorEntry[]
}

type Json = Record<string, unknown>

/**
 * Reads the body of an error answer, and never throws. Known shapes: the API's `errors` list, its bare
 * error object, `{ success, message }`, `{ errors: [{ detail }] }`, FastAPI's `{ detail: [{ loc, msg }] }`
 * and problem+json. Of HTML, of a cut JSON and of an empty body nothing is told.
 */
export function readError(text: string): ErrorReading {
  const body = parse(text)
  if (!isObject(body)) return { errors: [] }
  const errors = entriesOf(body)
  const first = errors[0]
  return {
    code: first?.code,
    title: first?.title,
    detail: first?.detail,
    pointer: first?.pointer ?? (first?.parameter === undefined ? undefined : `/${first.parameter}`),
    terminal: typeof body['terminal'] === 'boolean' ? body['terminal'] : undefined,
    retryAfterMs: number(body['retry_after_ms']),
    errors,
  }
}

function entriesOf(body: Json): ApiErrorEntry[] {
  if (Array.isArray(body['errors'])) return body['errors'].filter(isObject).map(entry)
  if (Array.isArray(body['detail'])) return body['detail'].filter(isObject).map(fastApiEntry)
  const bare = entry({ ...body, detail: body['detail'] ?? body['message'] })
  return Object.keys(bare).length > 0 ? [bare] : []
}

function entry(error: Json): ApiErrorEntry {
  const source = isObject(error['source']) ? error['source'] : {}
  return defined({
    code: text(error['code']),
    title: text(error['title']),
    detail: text(error['detail']),
    pointer: text(source['pointer'] ?? error['pointer']),
    parameter: text(source['parameter']),
  })
}

function fastApiEntry(error: Json): ApiErrorEntry {
  const place = Array.isArray(error['loc'])
    ? error['loc'].map((step) => `/${String(step)}`).join('')
    : undefined
  return defined({ title: text(error['type']), detail: text(error['msg']), pointer: place })
}

function defined(entry: { [K in keyof ApiErrorEntry]: ApiErrorEntry[K] | undefined }): ApiErrorEntry {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined
}

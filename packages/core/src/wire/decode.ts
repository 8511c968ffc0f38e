import type { EndpointDefinition } from '../types.ts'
import { coerce } from './coerce.ts'
import { hasBody } from './encode.ts'
import { decodeFields, type FieldTree } from './fields.ts'

/** A request in parts, as a server has it after reading the body. */
export interface ReceivedRequest {
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** The body's text; undefined where none was sent. */
  readonly body?: string | undefined
  /** The `Content-Type` header. */
  readonly contentType?: string | null | undefined
}

/** Why a body could not be read at all. */
export type UnreadableReason = 'not-json' | 'not-an-object' | 'wrong-content-type'

/** The input of a request, not yet checked by the endpoint's schema, or why the body cannot be read. */
export type Decoded = { readonly input: Record<string, unknown> } | { readonly unreadable: UnreadableReason }

/**
 * Reads a request into the flat input that a client would have given: path, query and body fields in one
 * object, texts typed by the schema. What the endpoint does not know stays in, for its schema to refuse.
 *
 * A missing body counts as an empty object.
 */
export function decodeRequest(endpoint: EndpointDefinition, request: ReceivedRequest): Decoded {
  const query = decodeFields(request.query)
  if (!hasBody(endpoint)) return { input: join(endpoint, request.params, query) }
  const { body } = request
  const typed = join(endpoint, request.params, query)
  if (body === undefined || body.trim() === '') return { input: typed }
  const type = mediaType(request.contentType)
  if (endpoint.encoding === 'form') {
    if (type !== 'application/x-www-form-urlencoded') return { unreadable: 'wrong-content-type' }
    return { input: join(endpoint, request.params, { ...query, ...decodeFields(new URLSearchParams(body)) }) }
  }
  if (type !== 'application/json') return { unreadable: 'wrong-content-type' }
  const json = parseJson(body)
  if (json === undefined) return { unreadable: 'not-json' }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return { unreadable: 'not-an-object' }
  return { input: Object.assign(Object.create(null), typed, json, request.params) }
}

function mediaType(header: string | null | undefined): string {
  return (header ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function join(
  endpoint: EndpointDefinition,
  params: Readonly<Record<string, string>>,
  fields: Readonly<Record<string, FieldTree>>,
): Record<string, unknown> {
  // The path wins: a field of the query must not stand in for another resource's id.
  const tree: FieldTree = Object.assign(Object.create(null), fields, params)
  return coerce(endpoint.input, tree) as Record<string, unknown>
}

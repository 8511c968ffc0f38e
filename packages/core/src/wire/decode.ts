import type { EndpointDefinition } from '../types.ts'
import { coerce } from './coerce.ts'
import { hasBody } from './encode.ts'
import { decodeFields, type FieldTree } from './fields.ts'

/** The parts of a request, as a server has them after it has read the body. */
export interface ReceivedRequest {
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** The body as text; undefined if the request has no body. */
  readonly body?: string | undefined
  /** The `Content-Type` header. */
  readonly contentType?: string | null | undefined
  /** Whether the body may be a form or JSON, whatever the endpoint declares. Default: false. */
  readonly anyEncoding?: boolean | undefined
}

/** Why a body cannot be read. */
export type UnreadableReason = 'not-json' | 'not-an-object' | 'wrong-content-type'

/** The input of a request, not yet validated by the endpoint's schema, or why its body cannot be read. */
export type Decoded = { readonly input: Record<string, unknown> } | { readonly unreadable: UnreadableReason }

/**
 * Returns the input that a client would have passed for a request: the fields of path, query and body in one
 * object, with the types of the schema. Unknown fields are kept, so that the schema rejects them.
 *
 * A missing body is read as an empty object.
 */
export function decodeRequest(endpoint: EndpointDefinition, request: ReceivedRequest): Decoded {
  const query = decodeFields(request.query)
  if (!hasBody(endpoint)) return { input: join(endpoint, request.params, query) }
  const { body } = request
  const typed = join(endpoint, request.params, query)
  if (body === undefined || body.trim() === '') return { input: typed }
  const type = mediaType(request.contentType)
  const isForm = type === 'application/x-www-form-urlencoded'
  const isJson = type === 'application/json'
  const isExpected = endpoint.encoding === 'form' ? isForm : isJson
  if (!isExpected && !(request.anyEncoding && (isForm || isJson))) return { unreadable: 'wrong-content-type' }
  if (isForm) {
    return { input: join(endpoint, request.params, { ...query, ...decodeFields(new URLSearchParams(body)) }) }
  }
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
  // The path wins: a field of the query must not replace the id of the resource.
  const tree: FieldTree = Object.assign(Object.create(null), fields, params)
  return coerce(endpoint.input, tree) as Record<string, unknown>
}

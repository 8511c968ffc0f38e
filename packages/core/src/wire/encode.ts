import type { CallOptions, EndpointDefinition } from '../types.ts'
import { encodeFields } from './fields.ts'
import { fillPath, hasPathName } from './path.ts'

/** A call as it goes over the wire, below the API's base. */
export interface WireRequest {
  /** Path and query. */
  readonly url: string
  readonly body?: string
  readonly contentType?: string
}

/** Whether what the path does not take goes into the body; otherwise it is the query. */
export function hasBody(endpoint: Pick<EndpointDefinition, 'method'>): boolean {
  return endpoint.method !== 'GET' && endpoint.method !== 'DELETE'
}

/**
 * Writes an input as the endpoint's request.
 *
 * @throws {InputError} which names the path value that does not do.
 */
export function encodeRequest(
  endpoint: EndpointDefinition,
  input: Readonly<Record<string, unknown>>,
  extra?: CallOptions['extra'],
): WireRequest {
  const path = fillPath(endpoint, input)
  const rest: Record<string, unknown> = {}
  for (const name in input) if (!hasPathName(endpoint.path, name)) rest[name] = input[name]
  if (!hasBody(endpoint)) return { url: path + search(Object.assign(rest, extra?.query)) }
  const url = path + search(extra?.query)
  Object.assign(rest, extra?.body)
  return endpoint.encoding === 'form'
    ? { url, body: encodeFields(rest).toString(), contentType: 'application/x-www-form-urlencoded' }
    : { url, body: JSON.stringify(rest), contentType: 'application/json' }
}

function search(query: Readonly<Record<string, unknown>> | undefined): string {
  // An empty one is most often there, and is not worth encoding.
  for (const _ in query) return `?${encodeFields(query)}`.replace(/^\?$/, '')
  return ''
}

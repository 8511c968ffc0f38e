import type { CallOptions, EndpointDefinition } from '../types.ts'
import { encodeQuery } from './fields.ts'
import { fillPath, hasPathName } from './path.ts'

/** An encoded request, relative to the API's base URL. */
export interface WireRequest {
  /** Path and query. */
  readonly url: string
  readonly body?: string
  readonly contentType?: string
}

/**
 * Returns whether fields that are not part of the path are sent in the body; otherwise they are sent in the
 * query.
 */
export function hasBody(endpoint: Pick<EndpointDefinition, 'method'>): boolean {
  return endpoint.method !== 'GET' && endpoint.method !== 'DELETE'
}

/**
 * Encodes an input as a request of the endpoint.
 *
 * @throws {InputError} naming the invalid path value.
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
    ? { url, body: encodeQuery(rest), contentType: 'application/x-www-form-urlencoded' }
    : { url, body: JSON.stringify(rest), contentType: 'application/json' }
}

function search(query: Readonly<Record<string, unknown>> | undefined): string {
  const text = query && encodeQuery(query)
  return text ? `?${text}` : ''
}

/** Encodes an input as the request of a stream: in its query, each item of a list repeats the name. */
export function encodeStream({ path }: Pick<EndpointDefinition, 'path'>, input: unknown): WireRequest {
  const query = Object.entries(Object(input))
    .flatMap(([name, value]) => [value].flat().map((item) => encodeQuery({ [name]: item })))
    .filter(Boolean)
    .join('&')
  return { url: query ? `${path}?${query}` : path }
}

import type { AnyDefinition, CallOptions } from '../endpoint.ts'
import type { Problem } from '../errors.ts'
import { encodeFields } from './fields.ts'
import { fillPath } from './path.ts'

/** A call as it goes over the wire, below the API's base. */
export interface WireRequest {
  /** Path and query. */
  readonly url: string
  readonly body?: string
  readonly contentType?: string
}

/** Whether what the path does not take goes into the body; otherwise it is the query. */
export function hasBody(endpoint: Pick<AnyDefinition, 'method'>): boolean {
  return endpoint.method !== 'GET' && endpoint.method !== 'DELETE'
}

/** Takes of a flat input what the path does not. */
function withoutPath(
  { path }: AnyDefinition,
  input: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const rest: Record<string, unknown> = {}
  for (const name in input) if (!path.includes(`{${name}}`)) rest[name] = input[name]
  return rest
}

/** Writes an input as the endpoint's request, or says which path value does not do. */
export function encodeRequest(
  endpoint: AnyDefinition,
  input: Readonly<Record<string, unknown>>,
  extra?: CallOptions['extra'],
): WireRequest | { readonly problem: Problem } {
  const filled = fillPath(endpoint.path, input)
  if ('problem' in filled) return filled
  const rest = withoutPath(endpoint, input)
  if (!hasBody(endpoint)) return { url: filled.path + search(Object.assign(rest, extra?.query)) }
  const url = filled.path + search(extra?.query)
  const body = Object.assign(rest, extra?.body)
  return endpoint.encoding === 'form'
    ? { url, body: encodeFields(body).toString(), contentType: 'application/x-www-form-urlencoded' }
    : { url, body: JSON.stringify(body), contentType: 'application/json' }
}

function search(query: Readonly<Record<string, unknown>> | undefined): string {
  for (const _ in query) {
    const text = encodeFields(query).toString()
    return text === '' ? '' : `?${text}`
  }
  return ''
}

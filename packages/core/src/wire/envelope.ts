import * as v from 'valibot'
import type { PageSchema } from '../schema/page.ts'
import type { EndpointDefinition, OutputOf } from '../types.ts'

type Json = Record<string, unknown>

/** Returns the key of a list's items in a TeXML response, such as `calls`. */
function keyOf(endpoint: EndpointDefinition): string {
  return (endpoint.output as unknown as PageSchema<unknown>).key ?? 'data'
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Returns the output in a response's body. For an unexpected body it returns a value that the schema rejects.
 */
export function unwrap(endpoint: EndpointDefinition, body: unknown): unknown {
  if (endpoint.envelope === undefined || endpoint.envelope === 'none') return body
  if (!isObject(body)) return undefined
  if (endpoint.envelope === 'data') return body['data']
  if (endpoint.envelope === 'page') return { data: body['data'], meta: body['meta'] ?? {} }
  const { [keyOf(endpoint)]: data, ...meta } = body
  return { data, meta }
}

/** Returns the body in which the API would send an output. */
export function wrap<E extends EndpointDefinition>(endpoint: E, output: OutputOf<E>): unknown {
  if (endpoint.envelope === 'data') return { data: output }
  if (endpoint.envelope !== 'texml-page') return output
  const { data, meta } = output as { data: unknown; meta: Json }
  return { [keyOf(endpoint)]: data, ...meta }
}

/** Returns the schema of an endpoint's response body, derived from the schema of its output. */
export function wireSchema(endpoint: EndpointDefinition): v.GenericSchema {
  if (endpoint.envelope === 'data') return v.looseObject({ data: endpoint.output })
  if (endpoint.envelope !== 'texml-page') return endpoint.output
  const { entries } = endpoint.output as unknown as PageSchema<unknown>
  const meta = entries.meta as unknown as { entries: v.ObjectEntries }
  return v.looseObject({ ...meta.entries, [keyOf(endpoint)]: entries.data })
}

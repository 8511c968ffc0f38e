import * as v from 'valibot'
import type { PageSchema } from '../schema/page.ts'
import type { EndpointDefinition, OutputOf } from '../types.ts'

type Json = Record<string, unknown>

/** A list's own key on a TeXML wire. */
function keyOf(endpoint: EndpointDefinition): string {
  return (endpoint.output as unknown as PageSchema<unknown>).key ?? 'data'
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Takes an output out of the body that it came in; a body of another form gives what the schema will refuse. */
export function unwrap(endpoint: EndpointDefinition, body: unknown): unknown {
  if (endpoint.envelope === undefined || endpoint.envelope === 'none') return body
  if (!isObject(body)) return undefined
  if (endpoint.envelope === 'data') return body['data']
  if (endpoint.envelope === 'page') return { data: body['data'], meta: body['meta'] ?? {} }
  const { [keyOf(endpoint)]: data, ...meta } = body
  return { data, meta }
}

/** Puts an output into the body that the API would send it in. */
export function wrap<E extends EndpointDefinition>(endpoint: E, output: OutputOf<E>): unknown {
  if (endpoint.envelope === 'data') return { data: output }
  if (endpoint.envelope !== 'texml-page') return output
  const { data, meta } = output as { data: unknown; meta: Json }
  return { [keyOf(endpoint)]: data, ...meta }
}

/** Derives the schema of an endpoint's body on the wire from that of its output. */
export function wireSchema(endpoint: EndpointDefinition): v.GenericSchema {
  if (endpoint.envelope === 'data') return v.looseObject({ data: endpoint.output })
  if (endpoint.envelope !== 'texml-page') return endpoint.output
  const { entries } = endpoint.output as unknown as PageSchema<unknown>
  const meta = entries.meta as unknown as { entries: v.ObjectEntries }
  return v.looseObject({ ...meta.entries, [keyOf(endpoint)]: entries.data })
}
